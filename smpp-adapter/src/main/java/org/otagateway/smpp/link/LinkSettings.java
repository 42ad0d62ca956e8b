// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * All that is set for a link.
 *
 * @param name for people, 1 to 64 characters
 * @param endpoint where the SMSC listens
 * @param credentials who binds
 * @param addressing how numbers are written
 * @param pace window and rate
 * @param maxParts the segments of one packet that this route carries, 1 to 255
 * @param submit the fields that every submit_sm has alike
 * @param timers how long it waits
 * @param quirks how this SMSC differs from others
 */
public record LinkSettings(
        String name,
        Endpoint endpoint,
        Credentials credentials,
        Addressing addressing,
        Pace pace,
        int maxParts,
        SubmitFields submit,
        Timers timers,
        Quirks quirks) {
    private static final int MAX_PARTS = 7;

    /** @throws IllegalArgumentException where a field is out of its range; the message names it */
    public LinkSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: expected one, got nothing");
        }
        Ranges.within("characters of name", name.length(), 1, 64);
        Ranges.within("max-parts", maxParts, 1, 255);
    }

    /** The settings that must be said; all others at their defaults. */
    public static LinkSettings of(String name, Endpoint endpoint, Credentials credentials, String source, Pace pace) {
        return new LinkSettings(
                name,
                endpoint,
                credentials,
                Addressing.of(source),
                pace,
                MAX_PARTS,
                SubmitFields.DATA_DOWNLOAD,
                Timers.DEFAULT,
                Quirks.NONE);
    }

    /** The same with other numbers. */
    public LinkSettings with(Addressing other) {
        return new LinkSettings(name, endpoint, credentials, other, pace, maxParts, submit, timers, quirks);
    }

    /** The same with other fields. */
    public LinkSettings with(SubmitFields other) {
        return new LinkSettings(name, endpoint, credentials, addressing, pace, maxParts, other, timers, quirks);
    }

    /** The same with other timers. */
    public LinkSettings with(Timers other) {
        return new LinkSettings(name, endpoint, credentials, addressing, pace, maxParts, submit, other, quirks);
    }

    /** The same with other quirks. */
    public LinkSettings with(Quirks other) {
        return new LinkSettings(name, endpoint, credentials, addressing, pace, maxParts, submit, timers, other);
    }

    /** The same with another number of parts. */
    public LinkSettings withMaxParts(int parts) {
        return new LinkSettings(name, endpoint, credentials, addressing, pace, parts, submit, timers, quirks);
    }
}
