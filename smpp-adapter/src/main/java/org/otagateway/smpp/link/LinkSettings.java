// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.pdu.SmppTime;

/**
 * All that is set for a link.
 *
 * @param name for people, 1 to 64 characters
 * @param endpoints where the SMSC listens
 * @param tls how connections are protected; null: not at all
 * @param credentials who binds
 * @param binds how many binds there are, and of what kind
 * @param addressing how numbers are written
 * @param pace window of each bind, and the rate of all
 * @param maxParts the segments of one packet that this route carries, 1 to 255
 * @param submit the fields that every submit_sm has alike
 * @param statuses what a refusal means
 * @param timers how long it waits
 * @param quirks how this SMSC differs from others
 */
public record LinkSettings(
        String name,
        Endpoints endpoints,
        @Nullable Tls tls,
        Credentials credentials,
        Binds binds,
        Addressing addressing,
        Pace pace,
        int maxParts,
        SubmitFields submit,
        StatusTable statuses,
        Timers timers,
        Quirks quirks) {
    private static final int MAX_PARTS = 7;
    /** A relative time has whole seconds; one of none may mean the SMSC's own. */
    private static final Duration LEAST_RELATIVE = Duration.ofSeconds(1);

    /** @throws IllegalArgumentException where a field is out of its range; the message names it */
    public LinkSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: expected one, got nothing");
        }
        Ranges.within("characters of name", name.length(), 1, 64);
        Ranges.within("max-parts", maxParts, 1, 255);
        if (submit.messagePayload() && binds.version() == Binds.Version.V3_3) {
            throw new IllegalArgumentException("message-payload: expected false, since SMPP 3.3 has no such parameter");
        }
    }

    /** The settings that must be said; all others at their defaults. */
    public static LinkSettings of(String name, Endpoint endpoint, Credentials credentials, String source, Pace pace) {
        return new LinkSettings(
                name,
                Endpoints.of(endpoint),
                null,
                credentials,
                Binds.ONE,
                Addressing.of(source),
                pace,
                MAX_PARTS,
                SubmitFields.DATA_DOWNLOAD,
                StatusTable.USUAL,
                Timers.DEFAULT,
                Quirks.NONE);
    }

    /** What must be left of a segment's validity for it to be written. */
    Duration leastValidity() {
        return submit.validity() == SubmitFields.Validity.ABSOLUTE
                ? Duration.ZERO
                : timers.response().plus(LEAST_RELATIVE);
    }

    /**
     * The validity_period of a segment that is written now.
     *
     * @param validUntil at least {@link #leastValidity} from now
     */
    public SmppTime validity(Instant validUntil, Instant now) {
        return submit.validity() == SubmitFields.Validity.ABSOLUTE
                ? SmppTime.Absolute.of(validUntil)
                : SmppTime.Relative.of(Duration.between(now, validUntil).minus(timers.response()));
    }

    /** The same with other hosts. */
    public LinkSettings with(Endpoints other) {
        return new LinkSettings(
                name, other, tls, credentials, binds, addressing, pace, maxParts, submit, statuses, timers, quirks);
    }

    /** The same over TLS. */
    public LinkSettings with(Tls other) {
        return new LinkSettings(
                name,
                endpoints,
                other,
                credentials,
                binds,
                addressing,
                pace,
                maxParts,
                submit,
                statuses,
                timers,
                quirks);
    }

    /** The same with other credentials. */
    public LinkSettings with(Credentials other) {
        return new LinkSettings(
                name, endpoints, tls, other, binds, addressing, pace, maxParts, submit, statuses, timers, quirks);
    }

    /** The same with other binds. */
    public LinkSettings with(Binds other) {
        return new LinkSettings(
                name, endpoints, tls, credentials, other, addressing, pace, maxParts, submit, statuses, timers, quirks);
    }

    /** The same with other numbers. */
    public LinkSettings with(Addressing other) {
        return new LinkSettings(
                name, endpoints, tls, credentials, binds, other, pace, maxParts, submit, statuses, timers, quirks);
    }

    /** The same with other fields. */
    public LinkSettings with(SubmitFields other) {
        return new LinkSettings(
                name, endpoints, tls, credentials, binds, addressing, pace, maxParts, other, statuses, timers, quirks);
    }

    /** The same with another reading of refusals. */
    public LinkSettings with(StatusTable other) {
        return new LinkSettings(
                name, endpoints, tls, credentials, binds, addressing, pace, maxParts, submit, other, timers, quirks);
    }

    /** The same with other timers. */
    public LinkSettings with(Timers other) {
        return new LinkSettings(
                name, endpoints, tls, credentials, binds, addressing, pace, maxParts, submit, statuses, other, quirks);
    }

    /** The same with other quirks. */
    public LinkSettings with(Quirks other) {
        return new LinkSettings(
                name, endpoints, tls, credentials, binds, addressing, pace, maxParts, submit, statuses, timers, other);
    }

    /** The same with another number of parts. */
    public LinkSettings withMaxParts(int parts) {
        return new LinkSettings(
                name, endpoints, tls, credentials, binds, addressing, pace, parts, submit, statuses, timers, quirks);
    }
}
