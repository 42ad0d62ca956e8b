// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.crash.LostWrites;
import org.otagateway.gateway.job.Policy;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.ReportRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.secured.CommandPacket;

/**
 * A gateway in its own process, killed with SIGKILL and started again, once with the writes thrown away that were not
 * synced. The test is its SMSC and its cards, and loses some of what it carries.
 */
@Tag("any-jdk")
class KillTest {
    private static final int CARDS = 60;
    private static final int KILLS = 3;
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);

    @TempDir
    Path directory;

    private final Random random = new Random(7);
    private final Map<String, ModelCard> cards = new HashMap<>();
    private final Map<String, Octets> packets = new HashMap<>();
    private final Map<Integer, String> unacknowledged = new LinkedHashMap<>();
    private int ids;
    private int messages;

    /** Runs the job to its end, and kills it on the way. */
    private void runAndKill(long job) throws Exception {
        int kills = 0;
        while (!run(job, kills < KILLS ? 10 + random.nextInt(60) : Integer.MAX_VALUE)) {
            LostWrites.lose(directory, 0, random);
            kills++;
        }
        assertThat(kills).isEqualTo(KILLS);
    }

    @Test
    void aLoadIsOnEveryCardThatSaysSoWhateverIsKilledWhen() throws Exception {
        long job = plan(true);

        runAndKill(job);

        try (Store store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")))) {
            List<ReportRow> rows = store.read(view -> view.reports().page(job, 0, 1000));
            assertThat(rows).hasSize(CARDS).allSatisfy(row -> {
                LoadingCard card = Objects.requireNonNull(cards.get(row.msisdn())).load;
                assertThat(row.outcome()).isNotEqualTo(Outcome.PENDING);
                if (row.outcome() == Outcome.CONFIRMED) {
                    assertThat(card.installed()).as("S3, %s", row).isTrue();
                }
                assertThat(card.aborted).isZero();
            });
            assertThat(rows)
                    .filteredOn(row -> row.outcome() == Outcome.CONFIRMED)
                    .hasSizeGreaterThan(CARDS / 2);
        }
    }

    @Test
    void everyCardEndsWithOneTrueOutcomeWhateverIsKilledWhen() throws Exception {
        long job = plan(false);

        runAndKill(job);

        try (Store store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")))) {
            List<ReportRow> rows = store.read(view -> view.reports().page(job, 0, 1000));
            assertThat(rows).hasSize(CARDS).allSatisfy(row -> {
                int runs = Objects.requireNonNull(cards.get(row.msisdn())).runs.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
                assertThat(runs).as("S1, %s", row).isLessThanOrEqualTo(1);
                assertThat(row.outcome()).isIn(Outcome.CONFIRMED, Outcome.ACCEPTED, Outcome.UNCONFIRMED);
                if (row.outcome() != Outcome.UNCONFIRMED) {
                    assertThat(runs).as("S3 and S4, %s", row).isEqualTo(1);
                }
            });
            assertThat(rows)
                    .filteredOn(row -> row.outcome() == Outcome.CONFIRMED)
                    .hasSizeGreaterThan(CARDS / 2);
        }
    }

    private long plan(boolean load) {
        Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
        Instant now = Instant.now();
        try (Store store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")))) {
            List<Long> rows = new ArrayList<>();
            Scenario one = null;
            for (int i = 0; i < CARDS; i++) {
                Scenario scenario = new Scenario(
                        i, "1639", 0, false, i % 2 == 0, true, 5, false, 8, 0, 0, 0, 0, 0, 0, NONE, null, load);
                cards.put(scenario.msisdn(), new ModelCard(Scenario.KEYS, 5, NONE, new Random(i)));
                rows.add(scenario.store(store, vault, now).cardId());
                one = scenario;
            }
            Policy policy = new Policy(
                    8,
                    Duration.ofSeconds(3),
                    Duration.ofMillis(500),
                    Duration.ofMillis(200),
                    Duration.ofHours(1),
                    10,
                    OptionalInt.empty(),
                    false,
                    OptionalDouble.empty());
            return Objects.requireNonNull(one).storeJob(store, rows, policy, now);
        }
    }

    /** True where the gateway came to its end; false where it was killed, after that many lines. */
    private boolean run(long job, int lines) throws IOException, InterruptedException {
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KillTarget.class.getName(),
                directory.resolve("ota.db").toString(),
                Long.toString(job));
        child.environment().put("LD_PRELOAD", LostWrites.library(directory).toString());
        child.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = child.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
                PrintWriter in = new PrintWriter(process.outputWriter(StandardCharsets.US_ASCII), true)) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("END")) {
                    process.waitFor();
                    return true;
                }
                if (seen == 0) {
                    unacknowledged.values().forEach(in::println);
                }
                take(line.split(" "), in);
                if (++seen == lines) {
                    process.destroyForcibly().waitFor();
                    return false;
                }
            }
        }
        throw new AssertionError("the gateway ended by itself, with " + process.waitFor());
    }

    private void take(String[] words, PrintWriter in) {
        if (words[0].equals("K")) {
            unacknowledged.remove(Integer.valueOf(words[1]));
            return;
        }
        if (!words[0].equals("S")) {
            return;
        }
        String number = words[2];
        Octets userData = Octets.hex(words[3]);
        oneForEachCounter(number, userData);
        String id = Integer.toString(++ids);
        in.println("A " + words[1] + " " + id);
        if (random.nextInt(20) == 0) {
            return;
        }
        send("D", id + " " + number, in);
        for (Octets answer : Objects.requireNonNull(cards.get(number)).take(userData)) {
            if (random.nextInt(20) != 0) {
                send("M", number + " " + answer.toHex(), in);
            }
        }
    }

    private void send(String kind, String what, PrintWriter in) {
        int message = ++messages;
        String line = kind + " " + message + " " + what;
        unacknowledged.put(message, line);
        in.println(line);
    }

    /** S2, for packets that are one short message. */
    private void oneForEachCounter(String number, Octets userData) {
        if (userData.get(1) == 0x70) {
            CommandPacket packet = Objects.requireNonNull(ModelCard.read(List.of(userData), Scenario.KEYS));
            Octets before = packets.putIfAbsent(number + packet.counter(), userData);
            assertThat(before == null || before.equals(userData)).as("S2").isTrue();
        }
    }
}
