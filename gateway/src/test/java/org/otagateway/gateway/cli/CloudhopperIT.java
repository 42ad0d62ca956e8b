// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.simulator.CardBehaviour;
import org.otagateway.gateway.simulator.CardFleet;
import org.otagateway.gateway.simulator.CardMishaps;
import org.otagateway.gateway.simulator.CardProfile;
import org.otagateway.gateway.simulator.JsonLinesJournal;
import org.otagateway.gateway.simulator.MinimumSecurity;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeyType;

/** The gateway against an SMSC that is neither jsmpp nor ours. */
class CloudhopperIT {
    private static final int CARDS = 40;
    private static final Octets SPN = Octets.hex("7fff6f46");

    @TempDir
    private Path directory;

    private GatewayFiles files = new GatewayFiles(Path.of("."));
    private Path cards = Path.of(".");

    @BeforeEach
    void write() {
        files = new GatewayFiles(directory);
        cards = files.cards(CARDS, 3);
        files.job("validity: PT10S, response: PT10S");
    }

    private CardFleet fleet() {
        return CardFleet.read(
                cards,
                KeyType.AES,
                CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.CHECKSUM_AND_COUNTER),
                CardMishaps.NONE,
                InstantSource.system(),
                new SplittableRandom(1),
                new JsonLinesJournal(OutputStream.nullOutputStream()),
                row -> {
                    throw row;
                });
    }

    private Run push() {
        return Run.of(
                "push",
                directory.resolve("job.yaml").toString(),
                "--cards",
                cards.toString(),
                "--config",
                directory.resolve("gateway.yaml").toString(),
                "--json");
    }

    @Test
    void everyCardIsConfirmedAndHoldsWhatWasSent() throws Exception {
        CardFleet fleet = fleet();
        try (CloudhopperSmsc smsc = new CloudhopperSmsc(fleet, "secret")) {
            files.config(smsc.port(), "secret");
            Run run = push();
            assertThat(run.code()).as(run.err()).isZero();
            JsonNode result = JsonLines.MAPPER.readTree(run.out());
            assertThat(result.get("outcomes").get("confirmed").asInt()).isEqualTo(CARDS);
            assertThat(result.get("segments_submitted").asInt()).isEqualTo(CARDS);
            assertThat(smsc.submits()).isEqualTo(CARDS);
            for (int i = 1; i <= CARDS; i++) {
                assertThat(fleet.fileContent(GatewayFiles.msisdn(i), SPN).map(Octets::toHex))
                        .isEqualTo(Optional.of(String.format("01%032x", i)));
            }
        }
    }

    @Test
    void aScriptOfSeveralMessagesIsPutTogetherByTheCard() throws Exception {
        CardFleet fleet = fleet();
        files.write(
                "job.yaml",
                "name: long\napplication: usim-rfm\nscript:\n"
                        + "  - 00A40004026F46\n  - 00D6000011${spn}\n".repeat(8)
                        + "policy: {validity: PT10S, response: PT10S}\n");
        try (CloudhopperSmsc smsc = new CloudhopperSmsc(fleet, "secret")) {
            files.config(smsc.port(), "secret");
            Run run = push();
            assertThat(run.code()).as(run.err()).isZero();
            JsonNode result = JsonLines.MAPPER.readTree(run.out());
            assertThat(result.get("packets").asInt()).isEqualTo(CARDS);
            assertThat(result.get("segments").asInt()).isGreaterThan(CARDS);
            assertThat(smsc.submits()).isEqualTo(result.get("segments").asInt());
        }
    }

    @Test
    void aWrongPasswordIsAFaultOutsideAndSpendsNothing() throws Exception {
        CardFleet fleet = fleet();
        try (CloudhopperSmsc smsc = new CloudhopperSmsc(fleet, "secret")) {
            files.config(smsc.port(), "wrong");
            Run refused = push();
            assertThat(refused.code()).isEqualTo(3);
            assertThat(refused.errLines()).hasSize(1);
            assertThat(refused.err()).doesNotContain("wrong");
            assertThat(smsc.refusedBinds()).isEqualTo(1);
            assertThat(smsc.submits()).isZero();
            files.config(smsc.port(), "secret");
            JsonNode result = JsonLines.MAPPER.readTree(push().out());
            assertThat(result.get("packets").asInt()).isEqualTo(CARDS);
            assertThat(List.of(result.get("outcomes").get("confirmed").asInt())).containsExactly(CARDS);
        }
    }
}
