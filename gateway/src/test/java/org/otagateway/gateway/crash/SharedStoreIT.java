// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.process.OtaProcess;
import org.otagateway.gateway.process.PostgresServer;
import org.otagateway.gateway.process.ServeProcess;
import org.otagateway.gateway.process.SmscProcess;
import org.otagateway.gateway.simulator.JournalAudit;

/**
 * Three gateways on one PostgreSQL, of which one is killed again and again while they send, and started again; the server
 * crashes as well. The long version, which .ci/soak-postgres runs, sets ota.kill.cards, ota.kill.kills, ota.kill.crashes and
 * ota.kill.seed.
 */
class SharedStoreIT {
    private static final int CARDS = Integer.getInteger("ota.kill.cards", 240);
    private static final int KILLS = Integer.getInteger("ota.kill.kills", 3);
    private static final int CRASHES = Integer.getInteger("ota.kill.crashes", 1);
    private static final long SEED = Long.getLong("ota.kill.seed", 20261124L);
    private static final int NODES = 3;
    private static final int LEASE_SECONDS = KILLS > 5 ? 10 : 4;
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @TempDir
    private Path directory;

    private final List<@Nullable ServeProcess> nodes = new ArrayList<>();
    private final List<GatewayFiles> places = new ArrayList<>();

    @AfterEach
    void endAll() {
        for (ServeProcess node : nodes) {
            if (node != null) {
                node.close();
            }
        }
    }

    @Test
    void whicheverGatewayIsKilledTheOthersGoOnAndNoCardRunsTwice() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(CARDS, SEED);
        files.job("attempts: 12, validity: PT3S, response: PT2S, retry-after: PT0.4S, expires: PT60M, rate: "
                + Math.max(60, CARDS / 60));
        SplittableRandom random = new SplittableRandom(SEED);
        try (PostgresServer postgres = PostgresServer.start(directory.resolve("postgres"));
                SmscProcess smsc = SmscProcess.start(files, "--loss", "5%", "--seed", Long.toString(SEED))) {
            for (int i = 0; i < NODES; i++) {
                places.add(place(i, postgres.url(), smsc.port()));
                nodes.add(ServeProcess.start(places.get(i)));
            }
            OtaProcess.Ended pushed = OtaProcess.run(
                    places.get(0).directory(),
                    "push",
                    "../job.yaml",
                    "--cards",
                    "../cards.csv",
                    "--config",
                    "gateway.yaml",
                    "--json");
            assertThat(pushed.code()).as(pushed.err()).isZero();
            for (int fault = 1; fault <= KILLS + CRASHES; fault++) {
                // spread over the work: each falls into its own share of the submits, anywhere in it
                long submits = (long) ((fault - 1 + random.nextDouble()) / (KILLS + CRASHES) * CARDS) + 1;
                await("submit " + submits)
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> smsc.submits() >= submits);
                Thread.sleep(random.nextInt(150)); // the moment is to be any, not the one behind a line of the journal
                if (fault % (KILLS / (CRASHES + 1) + 1) == 0 && CRASHES > 0) {
                    postgres.crash();
                } else {
                    killed(random.nextInt(NODES), fault % 3 == 1);
                }
            }
            JsonNode job = node(random.nextInt(NODES)).ended(1, PATIENCE);
            files.write("report.csv", node(0).get("/api/v1/jobs/1/report").body());
            assertThat(job.get("outcomes").get("confirmed").asInt()).isGreaterThan(CARDS / 2);
            for (int i = 0; i < NODES; i++) {
                assertThat(node(i).end().code()).as(node(i).err()).isZero();
            }
            assertThat(smsc.end().code()).isZero();
            audit(smsc.journal());
        }
    }

    private ServeProcess node(int i) {
        ServeProcess node = nodes.get(i);
        assertThat(node).isNotNull();
        return node;
    }

    /** @param missed whether the others have given it up before it comes again */
    private void killed(int victim, boolean missed) throws InterruptedException {
        node(victim).kill();
        if (missed) {
            Thread.sleep((LEASE_SECONDS + 2) * 1000L); // they look at what the clock of the database says
        }
        nodes.set(victim, ServeProcess.start(places.get(victim)));
    }

    private GatewayFiles place(int i, String store, int port) throws IOException {
        GatewayFiles place = new GatewayFiles(Files.createDirectory(directory.resolve("node" + i)));
        place.write(
                "gateway.yaml",
                "store: \"" + store + "\"\nnode: {name: n" + i + ", lease: PT" + LEASE_SECONDS
                        + "S}\nroot-key-file: ../root.key\n"
                        + "http: {port: 0}\nlinks:\n  - {name: a, host: 127.0.0.1, port: " + port
                        + ", system-id: ota, password: ota, source: \"12345\", window: 50, rate: 2000, max-parts: 7}\n");
        return place;
    }

    private void audit(Path journal) throws IOException {
        Path report = directory.resolve("report.csv");
        JournalAudit.Report audit = JournalAudit.audit(journal, true, report);
        assertThat(audit.violations()).isEmpty();
        assertThat(audit.violationCount()).isZero();
        assertThat(audit.cards()).isEqualTo(CARDS);
        List<String> lines = Files.readAllLines(report);
        assertThat(lines).hasSize(CARDS + 1);
        Set<String> seen = new HashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            assertThat(fields[3]).isNotEqualTo("pending");
            assertThat(seen.add(fields[0])).isTrue();
        }
    }
}
