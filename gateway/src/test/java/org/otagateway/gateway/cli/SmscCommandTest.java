// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SmscCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Streams streams = new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false);
    private Path cards;

    @BeforeEach
    void writeCards() throws IOException {
        cards = Files.writeString(
                directory.resolve("cards.csv"),
                "iccid,msisdn,kic1,kid1\n8988211000000000017,46700000001," + "00".repeat(16) + "," + "11".repeat(16)
                        + "\nbad,46700000002,,\n");
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void itListensUntilItIsStoppedAndEndsWithZero() throws Exception {
        CompletableFuture<Runnable> stop = new CompletableFuture<>();
        Path journal = directory.resolve("journal.jsonl");
        CommandLine command =
                new CommandLine(new SmscCommand(streams, stop::complete)).setCaseInsensitiveEnumValuesAllowed(true);
        CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> command.execute(
                "--port=0",
                "--cards=" + cards,
                "--journal=" + journal,
                "--json",
                "--fault=lose-submitted=5%",
                "--fault=reorder=0.1",
                "--loss=2%",
                "--delivery-delay=1ms..3ms",
                "--late-by=1s..2s",
                "--message-id=uuid",
                "--power-cut=1%",
                "--replay=silent",
                "--resets=1%",
                "--memory=65536",
                "--security-domain=bank=010203",
                "--exact-lengths",
                "--seed=7"));
        await().atMost(Duration.ofSeconds(20)).until(() -> out().contains("\n"));
        JsonNode ready = new ObjectMapper().readTree(out());
        new Socket(InetAddress.getLoopbackAddress(), ready.get("listening").asInt()).close();
        stop.get(10, TimeUnit.SECONDS).run();
        assertThat(ended.get(20, TimeUnit.SECONDS)).isZero();
        streams.out().flush();
        assertThat(out().lines()).hasSize(2).last().asString().startsWith("{\"submitted\":0,");
        assertThat(err()).contains("cards.csv:3: iccid: expected 10 to 20 digits, got 'bad'");
        assertThat(journal).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "--fault=lose-submitted=5, probability",
        "--fault=no-such=5%, fault",
        "--loss=x, probability",
        "--late-by=2s..1s, delay",
        "--validity=-PT1S, time",
        "--validity=0s, more than zero",
        "--port=70000, port",
        "--seed=x, seed",
        "--minimum-security=zz, SPI",
        "--max-report=3, 16",
        "--max-report=200, 159",
        "--algorithm=rot13, aes",
        "--permanent-status=0, command_status",
        "--no-such-option, no-such-option",
        "--password=muchtoolong, password",
    })
    void aBadOptionIsOneLineAndExitCode2(String option, String part) {
        int code = new Ota(streams).run("smsc", "--cards", cards.toString(), option);
        assertThat(code).isEqualTo(2);
        assertThat(err().lines()).hasSize(1);
        assertThat(err()).contains(part).doesNotContain("Exception");
    }

    @Test
    void missingOrBadCardsAreOneLineAndExitCode2() throws IOException {
        assertThat(new Ota(streams).run("smsc")).isEqualTo(2);
        assertThat(new Ota(streams).run("smsc", "--cards", "none.csv")).isEqualTo(2);
        assertThat(new Ota(streams).run("smsc", "--strict", "--cards", cards.toString()))
                .isEqualTo(2);
        Path headless = Files.writeString(directory.resolve("headless.csv"), "iccid\n");
        assertThat(new Ota(streams).run("smsc", "--cards", headless.toString())).isEqualTo(2);
        assertThat(err().lines()).hasSize(4);
        assertThat(err()).contains("--cards").contains("none.csv: no such file").contains("cards.csv:3: iccid");
        assertThat(err()).contains("headless.csv:1: expected a column msisdn");
    }

    @ParameterizedTest
    @CsvSource({
        "--memory=-1, --memory",
        "--security-domain=bank=0102, --security-domain",
        "--security-domain=bank=000000, security domains",
        "--token-key=none.pem, none.pem",
        "--token-key=cards.csv, key file",
        "--token-scheme=md5, rsa-sha-1",
        "--resets=2, --resets"
    })
    void aCardOptionThatIsNoneIsOneLine(String option, String part) {
        String given = option.replace("cards.csv", cards.toString());
        assertThat(new Ota(streams).run("smsc", "--port=0", "--cards", cards.toString(), given))
                .isEqualTo(2);
        assertThat(err()).contains(part).doesNotContain("Exception");
    }

    @Test
    void theAuditAsksWhatIsOnTheCards() throws IOException {
        Path journal = Files.writeString(
                directory.resolve("registry.jsonl"),
                "{\"event\":\"registry\",\"iccid\":\"1\",\"load_files\":[\"d07002ca44\"],\"applications\":{}}\n");
        assertThat(new Ota(streams).run("smsc", "audit", journal.toString(), "--installed", "D07002CA44"))
                .isZero();
        assertThat(new Ota(streams).run("smsc", "audit", journal.toString(), "--absent", "d07002ca44"))
                .isEqualTo(1);
        assertThat(new Ota(streams).run("smsc", "audit", journal.toString(), "--installed", "d070"))
                .isEqualTo(2);
        assertThat(out()).contains("1: d07002ca44 is on the card");
    }

    @Test
    void aPortInUseIsExitCode3() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = new Ota(streams)
                    .run("smsc", "--cards", cards.toString(), "--port", String.valueOf(taken.getLocalPort()));
            assertThat(code).isEqualTo(3);
            assertThat(err().lines()).last().asString().contains("port " + taken.getLocalPort() + " cannot be had");
        }
    }

    @Test
    void theAuditOfAJournalTellsByItsExitCode() throws IOException {
        String packet =
                "{\"event\":\"packet\",\"iccid\":\"1\",\"key_version\":1,\"counter\":1,\"packet_sha256\":\"%s\"}\n";
        Path good = Files.writeString(directory.resolve("good.jsonl"), String.format(packet, "aa"));
        Path bad = Files.writeString(
                directory.resolve("bad.jsonl"), String.format(packet, "aa") + String.format(packet, "bb"));
        assertThat(new Ota(streams).run("smsc", "audit", good.toString())).isZero();
        assertThat(new Ota(streams).run("smsc", "audit", bad.toString(), "--json"))
                .isEqualTo(1);
        assertThat(new Ota(streams).run("smsc", "audit", "none.jsonl")).isEqualTo(2);
        assertThat(out()).contains("0 violations").contains("\"violation_count\":1");
        assertThat(err().lines()).singleElement().asString().contains("none.jsonl: no such file");
    }
}
