// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.bench.ProcessCost;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.dispatch.JobRunner;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.plan.Planner;
import org.otagateway.gateway.process.GatewayFiles;
import org.otagateway.gateway.wiring.Gateway;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.smsc.Account;
import org.otagateway.smpp.smsc.DeliverReport;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;

/**
 * The SMSC goes away while much waits to be sent. The long version, which .ci/soak-away runs, sets ota.away.cards and
 * ota.away.seconds.
 */
@Timeout(300)
class SmscAwayIT {
    private static final int CARDS = Integer.getInteger("ota.away.cards", 400);
    private static final Duration AWAY = Duration.ofSeconds(Long.getLong("ota.away.seconds", 3L));
    /** Segments before the SMSC goes. */
    private static final int BEFORE = 100;

    private static final Duration SOON = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private static Smsc smsc(int port) throws IOException {
        return Smsc.start(
                SmscSettings.of(Account.of("ota", "ota")).withPort(port),
                SmscFaults.NONE,
                msisdn -> Optional.of((message, uplink) -> DeliverReport.ACKNOWLEDGED),
                event -> {},
                InstantSource.system(),
                new SplittableRandom(1));
    }

    @Test
    void anSmscThatComesBackIsSentToAtOnceAndNothingIsSpentOnItMeanwhile() throws Exception {
        GatewayFiles files = new GatewayFiles(directory);
        files.cards(CARDS, 1);
        files.job("attempts: 2, validity: PT1H, response: PT1H, retry-after: PT10M");
        Smsc smsc = smsc(0);
        files.write(
                "gateway.yaml",
                "store: jdbc:sqlite:store/ota.db\nlinks:\n  - {name: a, host: 127.0.0.1, port: " + smsc.port()
                        + ", system-id: ota, password: ota, source: \"12345\", window: 50, rate: 200}\n");
        GatewayConfig config = GatewayConfig.read(directory.resolve("gateway.yaml"), Map.of());
        CardProfiles profiles = config.loadProfiles();
        try (Gateway gateway = Gateway.open(config, profiles, Map.of())) {
            long job = plan(gateway, config, profiles);
            try (JobRunner runner = gateway.start(Set.of(job))) {
                await().until(() -> smsc.counts().submitted() >= BEFORE);
                long waiting = CARDS - smsc.counts().submitted();
                smsc.close();
                await().until(() -> runner.links().get(0).state() != LinkState.BOUND);
                // What was under way settles first.
                TimeUnit.MILLISECONDS.sleep(500);
                ProcessCost before = ProcessCost.now();
                TimeUnit.NANOSECONDS.sleep(AWAY.toNanos());
                double share = ProcessCost.now().since(before).cpuNanos() / (double) AWAY.toNanos();
                try (Smsc back = smsc(smsc.port())) {
                    await().pollInterval(Duration.ofMillis(2))
                            .atMost(Duration.ofSeconds(60))
                            .until(() -> back.counts().sessions() > 0);
                    long bound = System.nanoTime();
                    await().pollInterval(Duration.ofMillis(2))
                            .until(() -> back.counts().submitted() > 0);
                    Duration first = Duration.ofNanos(System.nanoTime() - bound);
                    await().until(() -> back.counts().submitted() >= Math.min(200, waiting));
                    Duration many = Duration.ofNanos(System.nanoTime() - bound);
                    System.out.printf(
                            "%d segments waited %ds: %.1f %% of a CPU; first submit %d ms after the bind, %d after %d ms%n",
                            waiting,
                            AWAY.toSeconds(),
                            share * 100,
                            first.toMillis(),
                            Math.min(200, waiting),
                            many.toMillis());
                    assertThat(first).isLessThan(SOON);
                    assertThat(share).as("share of a CPU meanwhile").isLessThan(AWAY.toSeconds() < 20 ? 0.5 : 0.05);
                }
            }
        }
    }

    /** Plans before anything is sent, so that planning is not counted. */
    private long plan(Gateway gateway, GatewayConfig config, CardProfiles profiles) {
        JobFile file = JobFile.read(directory.resolve("job.yaml"), profiles, config.responseChannel());
        try (CardRows rows = CardRows.open(directory.resolve("cards.csv"), config::international)) {
            Job job = gateway.planner().open("0".repeat(64), file.definition().withMaxParts(config.maxParts()), false);
            Planner.Options how =
                    new Planner.Options(OptionalLong.empty(), true, false, config.maxParts(), "cards.csv");
            assertThat(gateway.planner().plan(job, rows, how, count -> {})).isTrue();
            return job.id();
        }
    }
}
