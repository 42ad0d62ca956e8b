// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.otagateway.gateway.card.CardProfile;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardReading;
import org.otagateway.gateway.card.MemoryFull;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.Policy;
import org.otagateway.gateway.job.ResolvedApplication;
import org.otagateway.gateway.operation.RawApdu;
import org.otagateway.packet.apdu.ExpectedStatusWords;

/** A job for tests that care for the store alone; no field is at its default. */
final class SampleJob {
    private SampleJob() {}

    static JobDefinition definition() {
        CardProfile generic = CardProfiles.load(null).find(CardProfiles.GENERIC).orElseThrow();
        return new JobDefinition(
                "sample",
                "usim-rfm",
                List.of(RawApdu.parse("00A40004026F46"), RawApdu.parse("00D6000011${spn}")),
                ExpectedStatusWords.parse(List.of("9000", "61xx")),
                true,
                OptionalInt.of(7),
                new Policy(
                        7,
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(4),
                        Duration.ofMillis(1500),
                        Duration.ofDays(2),
                        7,
                        OptionalInt.of(30),
                        true,
                        OptionalDouble.of(2.5)),
                Map.of(
                        CardProfiles.GENERIC,
                        new ResolvedApplication(
                                CardProfiles.GENERIC,
                                Objects.requireNonNull(generic.applications().get("usim-rfm")),
                                reading(generic.reading()))));
    }

    private static CardReading reading(CardReading usual) {
        return new CardReading(
                usual.counterRule(),
                true,
                usual.resync(),
                Set.of(0x07),
                Set.of(0x06),
                new MemoryFull(Set.of("MEM-FULL"), Set.of()),
                true,
                true);
    }
}
