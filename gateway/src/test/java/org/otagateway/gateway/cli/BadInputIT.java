// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.OtaProcess.Ended;
import org.otagateway.gateway.process.SmscProcess;

/** Whatever is wrong with what a user gives: one line, the exit code of the contract, and nothing stored is lost. */
class BadInputIT {
    private static final String HEADER = "iccid,msisdn,kic1,kid1,alg1,cntr1,spn\n";
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String SECRET = "5ec4e75ec4e7";
    /** Of the cards that are there before, apart from all others. */
    private static final int FIRST = 1_000_001;

    private static final String POLICY = "validity: PT5S, response: PT5S";

    @TempDir
    private Path directory;

    private GatewayFiles files = new GatewayFiles(Path.of("."));

    @BeforeEach
    void write() throws IOException {
        files = new GatewayFiles(directory);
        files.config(closedPort(), "ota");
        files.job(POLICY);
        files.cards(2, 1);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String row(int card, String kic, String kid, String alg, String spn) {
        return String.join(",", GatewayFiles.iccid(card), GatewayFiles.msisdn(card), kic, kid, alg, "0", spn) + "\n";
    }

    private static String goodRow(int card) {
        return row(card, KEY, KEY, "aes", "01" + "ff".repeat(16));
    }

    private Ended importCards(String... more) {
        String[] args = new String[5 + more.length];
        List<String> first = List.of("cards", "import", "cards.csv", "--config", "gateway.yaml");
        for (int i = 0; i < args.length; i++) {
            args[i] = i < first.size() ? first.get(i) : more[i - first.size()];
        }
        return OtaProcess.run(directory, args);
    }

    private Ended push(String... more) {
        String[] args = new String[6 + more.length];
        List<String> first = List.of("push", "job.yaml", "--cards", "cards.csv", "--config", "gateway.yaml");
        for (int i = 0; i < args.length; i++) {
            args[i] = i < first.size() ? first.get(i) : more[i - first.size()];
        }
        return OtaProcess.run(directory, args);
    }

    /** One line on stderr that names all of these; never a stack trace, never a secret. */
    private static void assertOneLine(Ended ended, int code, String... named) {
        assertThat(ended.err())
                .contains(named)
                .doesNotContain("Exception")
                .doesNotContain("\tat ")
                .doesNotContain(SECRET.substring(0, 8));
        assertThat(ended.errLines()).as(ended.err()).hasSize(1);
        assertThat(ended.code()).isEqualTo(code);
    }

    /** The two cards of an earlier import are still what they were. */
    private void assertNothingLost() {
        files.write("cards.csv", HEADER + goodRow(FIRST) + goodRow(FIRST + 1));
        Ended again = importCards("--json");
        assertThat(again.json().get("unchanged").asInt()).isEqualTo(2);
    }

    private void importTwoCards() {
        files.write("cards.csv", HEADER + goodRow(FIRST) + goodRow(FIRST + 1));
        Ended first = importCards("--json");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.json().get("added").asInt()).isEqualTo(2);
    }

    /** Each bad row alone is refused, and the good one behind it goes on. */
    @Test
    void badRowsAreRefusedWithTheirLineAndTheRestGoesOn() {
        importTwoCards();
        String good = "01" + "ff".repeat(16);
        files.write(
                "cards.csv",
                HEADER
                        + row(1, SECRET, KEY, "aes", good)
                        + row(2, KEY, SECRET + "5", "aes", good)
                        + row(3, KEY, KEY, "blowfish", good)
                        + goodRow(4)
                        + goodRow(4)
                        + "12345,4917,,,,,\n"
                        + goodRow(5));
        Ended ended = importCards("--json");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.json().get("added").asInt()).isEqualTo(2);
        assertThat(ended.json().get("rejected_rows").asInt()).isEqualTo(5);
        assertThat(ended.errLines()).hasSize(5);
        assertThat(ended.errLines().get(0)).startsWith("cards.csv:2: kic1").contains("16, 24 or 32");
        assertThat(ended.errLines().get(1)).startsWith("cards.csv:3: kid1").contains("even number");
        assertThat(ended.errLines().get(2)).startsWith("cards.csv:4: alg1").contains("blowfish", "aes, 3des or des");
        assertThat(ended.errLines().get(3)).startsWith("cards.csv:6: iccid").contains(GatewayFiles.iccid(4));
        assertThat(ended.errLines().get(4)).startsWith("cards.csv:7: iccid").contains("12345", "18 to 20 digits");
        assertThat(ended.err()).doesNotContain(SECRET);
        assertNothingLost();
    }

    @Test
    void aBadRowEndsAStrictImport() {
        files.write("cards.csv", HEADER + goodRow(1) + row(2, SECRET, KEY, "aes", "00"));
        assertOneLine(importCards("--strict"), 2, "cards.csv:3", "kic1");
    }

    @Test
    void aRowWithoutAnAlgorithmOrWithAnUnknownProfileIsRefused() throws IOException {
        Files.createDirectory(directory.resolve("profiles"));
        files.write(
                "profiles/bare.yaml",
                "applications:\n  usim-rfm: {tar: B00011, spi: 16 39, key-version: 1, format: compact}\n");
        files.write("gateway.yaml", files.read("gateway.yaml") + "profiles: profiles\n");
        files.write(
                "cards.csv",
                "iccid,msisdn,profile,kic1,kid1\n"
                        + GatewayFiles.iccid(1) + "," + GatewayFiles.msisdn(1) + ",bare," + KEY + "," + KEY + "\n"
                        + GatewayFiles.iccid(2) + "," + GatewayFiles.msisdn(2) + ",of-nobody," + KEY + "," + KEY
                        + "\n");
        Ended ended = importCards();
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.errLines()).hasSize(2);
        assertThat(ended.errLines().get(0)).startsWith("cards.csv:2: alg1");
        assertThat(ended.errLines().get(1)).startsWith("cards.csv:3: profile").contains("of-nobody");
    }

    @Test
    void aMissingColumnIsNamed() {
        files.write("cards.csv", "iccid,kic1,kid1\n" + GatewayFiles.iccid(1) + "," + KEY + "," + KEY + "\n");
        assertOneLine(importCards(), 2, "cards.csv", "msisdn");
        files.write("cards.csv", "iccid,msisdn,kic1,kid1,alg1\n");
        assertOneLine(push(), 2, "job.yaml", "spn");
    }

    @Test
    void whatTheJobFileHasWrongIsNamedWithItsLine() {
        files.write("job.yaml", "name: x\napplication: usim-rfm\nscript:\n  - 00A40004026F4\n");
        assertOneLine(push(), 2, "job.yaml:4", "00A40004026F4");
        files.write("job.yaml", "name: x\napplication: of-nobody\nscript: [00A40004026F46]\n");
        assertOneLine(push(), 2, "job.yaml:2", "of-nobody", "usim-rfm");
        files.write("job.yaml", "name: x\napplication: usim-rfm\nscript: [00A40004026F46]\nretries: 7\n");
        assertOneLine(push(), 2, "job.yaml:4", "retries");
    }

    @Test
    void filesThatAreNotThereAndSettingsThatAreWrongAreNamed() {
        assertOneLine(
                OtaProcess.run(directory, "push", "no.yaml", "--cards", "cards.csv", "--config", "gateway.yaml"),
                2,
                "no.yaml");
        assertOneLine(
                OtaProcess.run(directory, "push", "job.yaml", "--cards", "no.csv", "--config", "gateway.yaml"),
                2,
                "no.csv");
        files.write("gateway.yaml", "store: jdbc:sqlite:store/ota.db\nlinks: []\nshop: 1\n");
        assertOneLine(push(), 2, "gateway.yaml");
        files.write(
                "gateway.yaml",
                "store: jdbc:sqlite:store/ota.db\nlinks:\n  - {name: a, host: h, port: 1, system-id: o, password: ${NOT_SET},"
                        + " source: \"1\"}\n");
        assertOneLine(push(), 2, "gateway.yaml");
    }

    @Test
    void anSmscOutOfReachOrAWrongPasswordIsAFaultOutside() {
        assertOneLine(push(), 3, "127.0.0.1");
        try (SmscProcess smsc = SmscProcess.start(files)) {
            files.config(smsc.port(), SECRET.substring(0, 8));
            assertOneLine(push(), 3, "refused");
            files.config(smsc.port(), "ota");
            Ended ended = push("--json");
            assertThat(ended.code()).as(ended.err()).isZero();
            assertThat(ended.json().get("packets").asInt())
                    .as("nothing was spent before")
                    .isEqualTo(2);
        }
    }

    @Test
    void aScriptLongerThanTheRouteCarriesIsARejectedRow() {
        files.write("gateway.yaml", files.read("gateway.yaml").replace("max-parts: 7", "max-parts: 1"));
        files.write(
                "job.yaml",
                "name: x\napplication: usim-rfm\nscript:\n" + "  - 00D6000011${spn}\n".repeat(8)
                        + "policy: {validity: PT5S}\n");
        try (SmscProcess smsc = SmscProcess.start(files)) {
            files.write(
                    "gateway.yaml", files.read("gateway.yaml").replaceFirst("port: [0-9]+", "port: " + smsc.port()));
            Ended ended = push("--json");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.json().get("total").asInt()).isZero();
            assertThat(ended.json().get("rejected_rows").asInt()).isEqualTo(2);
            assertThat(ended.errLines()).hasSize(2).allMatch(line -> line.contains("script: expected at most"));
            assertThat(smsc.submits()).isZero();
        }
    }

    @Test
    void aStoreThatAnotherProcessOwnsIsAFaultOutside() {
        files.job("validity: PT30S, response: PT30S");
        try (SmscProcess smsc = SmscProcess.start(files, "--fault", "lose-submitted=100%", "--loss-receipt", "none")) {
            files.config(smsc.port(), "ota");
            List<String> args =
                    List.of("push", "job.yaml", "--cards", "cards.csv", "--config", "gateway.yaml", "--json");
            try (OtaProcess owner = OtaProcess.start(directory, Map.of(), args)) {
                await().atMost(Duration.ofMinutes(1)).until(() -> smsc.submits() == 2);
                assertOneLine(
                        OtaProcess.run(directory, "jobs", "list", "--config", "gateway.yaml"), 3, "pid " + owner.pid());
                owner.terminate();
                Ended stopped = owner.await(Duration.ofMinutes(1));
                assertThat(stopped.code()).isEqualTo(1);
                assertThat(stopped.err()).contains("the same command goes on");
                assertThat(stopped.json().get("outcomes").get("pending").asInt())
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void aFullDiskIsAFaultOutsideAndNothingStoredIsLost() throws Exception {
        Path small = Files.createDirectory(directory.resolve("store"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", small.toString()), "no tmpfs to be had");
        try {
            importTwoCards();
            files.cards(20_000, 5);
            assertOneLine(importCards(), 3, "full");
            assertThat(run("mount", "-o", "remount,size=64m", small.toString())).isTrue();
            assertNothingLost();
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
    }
}
