// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.Resync;
import org.otagateway.gateway.compose.PacketSettings;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.Policy;
import org.otagateway.gateway.job.ResolvedApplication;
import org.otagateway.gateway.outcome.SendPolicy;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.secured.CounterMode;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;
import org.otagateway.packet.sms.ReferenceWidth;

/**
 * What a job says of the cards of one profile: all that bears on packets and their answers.
 *
 * @param definition the job
 * @param application its application for these cards
 * @param maxParts short messages of one packet that every route carries, 1…255
 * @param keyVersion whose keys secure the packet in question, 1…15: the application's, unless a step or a change of keys
 *     says another
 * @param started when the job's first packet was planned to go; null before
 * @param barred the card is blocked or was removed: nothing is sent to it
 * @param answers how the link of the packet in question wants its proof of receipt; null: as the application says
 */
public record JobContext(
        JobDefinition definition,
        ResolvedApplication application,
        int maxParts,
        int keyVersion,
        @Nullable Instant started,
        boolean barred,
        @Nullable ResponseChannel answers) {

    /** For a card that gets what is sent to it. */
    public JobContext(
            JobDefinition definition,
            ResolvedApplication application,
            int maxParts,
            int keyVersion,
            @Nullable Instant started) {
        this(definition, application, maxParts, keyVersion, started, false, null);
    }

    /** The same for a packet under the keys of another version. */
    public JobContext under(int version) {
        return version == keyVersion
                ? this
                : new JobContext(definition, application, maxParts, version, started, barred, answers);
    }

    /** The same for a packet whose proof of receipt is wanted that way; null: as the application says. */
    public JobContext answering(@Nullable ResponseChannel channel) {
        return channel == answers
                ? this
                : new JobContext(definition, application, maxParts, keyVersion, started, barred, channel);
    }

    /** The same for a packet under the keys that the application names. */
    JobContext asResolved() {
        return under(application.application().keyVersion());
    }

    /** What the rules go by; a job that has not started yet has all its time. */
    public SendPolicy policy(Instant now) {
        Policy policy = definition.policy();
        Spi spi = spi();
        return new SendPolicy(
                policy.attempts(),
                policy.validity(),
                policy.response(),
                policy.retryAfter(),
                definition.expiry(started == null ? now : started),
                policy.restarts(),
                policy.probe(),
                definition.repeatable(),
                counting(spi.counter()),
                switch (spi.proofOfReceipt()) {
                    case NONE -> SendPolicy.PorAsked.NONE;
                    case ALWAYS -> SendPolicy.PorAsked.ALWAYS;
                    case ON_ERROR -> SendPolicy.PorAsked.ON_ERROR;
                },
                spi.responseIntegrity() == IntegrityMode.CC,
                application.reading().refusedAfterCounter(),
                application.reading().replay());
    }

    private static SendPolicy.Counting counting(CounterMode mode) {
        return switch (mode) {
            case NONE, UNCHECKED -> SendPolicy.Counting.UNCHECKED;
            case HIGHER -> SendPolicy.Counting.HIGHER;
            case ONE_HIGHER -> SendPolicy.Counting.NEXT;
        };
    }

    /** How a script becomes a packet of a card with these keys. */
    public PacketSettings settings(KeySet keys) {
        Application keyed = answers == null ? keyed() : keyed().withResponseChannel(answers);
        return new PacketSettings(keyed.header(keys), application.application().format(), width(), maxParts);
    }

    /** Of the concatenation reference. */
    ReferenceWidth width() {
        return application.reading().wideReference() ? ReferenceWidth.SIXTEEN_BITS : ReferenceWidth.EIGHT_BITS;
    }

    /** The application with the key version in question. */
    public Application keyed() {
        return application.application().withKeyVersion(keyVersion);
    }

    /** The security that was asked for. */
    public Spi spi() {
        return application.application().spi();
    }

    /** Where its packets are addressed. */
    public Tar tar() {
        return application.application().tar();
    }

    /** Whose keys, empty for the issuer's. */
    public String securityDomain() {
        return application.application().securityDomain();
    }

    /** Another system also spends from the counter domain. */
    boolean shared() {
        return application.reading().shared();
    }

    /** What is done where the card's counter may be ahead. */
    Resync resync() {
        return application.reading().resync();
    }

    /** The domain of one TAR under setting 11 bears no gap, so it does not share the source of its key version. */
    boolean countsByItself() {
        return spi().counter() == CounterMode.ONE_HIGHER;
    }

    Duration validity() {
        return definition.policy().validity();
    }

    Duration response() {
        return definition.policy().response();
    }
}
