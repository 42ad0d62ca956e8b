// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.job.Policy;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;

/** What falls due while no link is bound keeps its place, and goes at the next bind. */
class OutageTest {
    private static final int CARDS = 25;
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);

    @TempDir
    Path directory;

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private LinkState state = LinkState.BOUND;
    private int ids;
    private final List<String> sent = new ArrayList<>();
    private Store store;
    private Dispatcher dispatcher;
    private long job;

    /** Has room for ten short messages, takes each, and tells nothing more of it. */
    private final class Link extends BoundLink {
        Link() {
            super("link");
        }

        @Override
        public LinkState state() {
            return state;
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener results) {
            for (int i = 0; i < packet.size(); i++) {
                sent.add(packet.get(i).destination().number());
                String id = Integer.toString(++ids);
                results.result(i, new SubmitResult.Accepted(id, id));
            }
        }
    }

    @BeforeEach
    void plan() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
        List<Long> cards = new ArrayList<>();
        for (int i = 0; i < CARDS; i++) {
            Scenario scenario =
                    new Scenario(i, "1639", 0, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, false);
            cards.add(scenario.store(store, vault, now).cardId());
        }
        Policy policy = new Policy(
                2,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofDays(3),
                10,
                OptionalInt.empty(),
                false,
                OptionalDouble.empty());
        job = new Scenario(0, "1639", 0, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, false)
                .storeJob(store, cards, policy, now);
        DeliveryEngine engine = new DeliveryEngine(new StoredJobContexts(7), new StoredPackets(vault), new Random(1));
        dispatcher = new Dispatcher(
                store,
                engine,
                new Receipts(engine),
                new Routes(List.of(new Route(new Link(), Addressing.of("12345"))), List.of()),
                Set.of(job),
                () -> 0,
                () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private @Nullable Instant step() {
        Instant next = dispatcher.step();
        store.submit(tx -> 0).join();
        return next;
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private long count(Outcome outcome) {
        return store.read(view -> view.reports().outcomes(job)).getOrDefault(outcome, 0L);
    }

    @Test
    void nothingIsPutOffAndTheLookIsNoSpin() {
        state = LinkState.WAITING;
        Instant next = step();
        assertThat(sent).isEmpty();
        assertThat(next).isEqualTo(now.plusMillis(500));

        pass(Duration.ofMillis(700));
        state = LinkState.BOUND;
        step();
        assertThat(sent).as("no more at once than there is room for").hasSize(10);
        step();
        step();
        assertThat(sent).hasSize(CARDS);
    }

    @Test
    void silenceIsNotBelievedWhileNoLinkIsBound() {
        step();
        step();
        step();
        assertThat(sent).hasSize(CARDS);
        // Longer than validity, pause and PoR: all are due again.
        state = LinkState.WAITING;
        pass(Duration.ofMinutes(15));
        assertThat(step()).isEqualTo(now.plusMillis(500));
        pass(Duration.ofSeconds(10));
        step();

        state = LinkState.BOUND;
        step();
        assertThat(sent).as("the answers that the SMSC kept come first").hasSize(CARDS);
        pass(Duration.ofSeconds(1));
        step();
        step();
        step();
        assertThat(sent).hasSize(2 * CARDS);

        state = LinkState.WAITING;
        pass(Duration.ofMinutes(15));
        step();
        assertThat(count(Outcome.PENDING)).isEqualTo(CARDS);
        state = LinkState.BOUND;
        step();
        pass(Duration.ofSeconds(1));
        step();
        assertThat(count(Outcome.UNCONFIRMED)).isEqualTo(CARDS);
    }

    @Test
    void aJobWhoseTimeIsOverEndsWithoutALink() {
        step();
        state = LinkState.WAITING;
        pass(Duration.ofDays(4));
        while (step() == null) {
            assertThat(sent).hasSize(10);
        }
        assertThat(count(Outcome.PENDING)).isZero();
    }
}
