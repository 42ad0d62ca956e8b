// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.correlate.Correlator;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.correlate.Responses;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.ReportRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;

/** A card whose counter is far ahead is found by harmless packets, whatever is restarted meanwhile; then its script goes. */
@SuppressWarnings("NullAway.Init") // plan() comes first in each test
class ResyncDispatchTest {
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);

    @TempDir
    Path directory;

    private final Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
    private final List<Octets> answers = new ArrayList<>();
    private final Set<Long> counters = new HashSet<>();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private int sent;
    private long leaps;
    private ModelCard card;
    private Scenario scenario;
    private Store store;
    private Scenario.Stored stored;
    private Dispatcher dispatcher;
    private LinkListener listener;

    private final class Link extends BoundLink {
        Link() {
            super("link");
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener results) {
            sent++;
            counters.add(
                    Objects.requireNonNull(ModelCard.read(List.of(packet.get(0).userData()), Scenario.KEYS))
                            .counter()
                            .value());
            results.result(0, new SubmitResult.Accepted("id" + sent, "id" + sent));
            answers.addAll(card.take(packet.get(0).userData()));
        }
    }

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
    }

    /** An even seed: its profile looks by harmless packets, first 100 further. */
    private void plan(long cardCounter) {
        scenario = new Scenario(
                2, "1639", 1, false, false, false, cardCounter, true, 2, 0, 0, 0, 0, 0, 0, NONE, null, false);
        card = new ModelCard(Scenario.KEYS, cardCounter, NONE, new Random(1));
        stored = scenario.store(store, vault, now);
        start();
    }

    private void start() {
        StoredJobContexts contexts = new StoredJobContexts(7);
        StoredPackets packets = new StoredPackets(vault);
        DeliveryEngine engine = new DeliveryEngine(contexts, packets, new Random(1));
        Receipts receipts = new Receipts(engine);
        dispatcher = new Dispatcher(
                store,
                engine,
                receipts,
                new Routes(List.of(new Route(new Link(), Addressing.of("12345"))), List.of()),
                Set.copyOf(stored.jobs()),
                () -> 0,
                () -> now);
        listener = new Correlator(
                        store, () -> now, receipts, new Responses(engine, contexts, packets), dispatcher::committed)
                .listener("link", number -> number, (state, why) -> {}, () -> {});
    }

    private void restart() {
        leaps += dispatcher.leaps();
        store.close();
        open();
        start();
        dispatcher.recover();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Until the job's card has its outcome; after every send the gateway is another. */
    private ReportRow outcome() {
        for (int i = 0; i < 2_000; i++) {
            int before = sent;
            Instant unused = dispatcher.step();
            store.submit(tx -> 0).join();
            for (Octets answer : List.copyOf(answers)) {
                listener.message(
                        new IncomingMessage(
                                Address.international(scenario.msisdn()),
                                new Address(0, 1, "12345"),
                                0x40,
                                0,
                                0xF6,
                                answer),
                        new CapturedAnswer());
            }
            answers.clear();
            store.submit(tx -> 0).join();
            if (sent > before) {
                restart();
            }
            ReportRow row = store.read(view -> view.reports().page(stored.jobs().get(0), 0, 1))
                    .get(0);
            if (row.outcome() != Outcome.PENDING) {
                leaps += dispatcher.leaps();
                return row;
            }
            now = now.plus(Duration.ofMinutes(1));
        }
        throw new AssertionError("no outcome");
    }

    private CounterDomain domain() {
        return Objects.requireNonNull(store.read(view -> view.counterDomains().find(stored.cardId(), "", 1, "")));
    }

    @Test
    void aCounterFarAheadIsFoundAndTheScriptGoes() {
        plan(1_000);

        ReportRow row = outcome();

        assertThat(row.outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(row.evidence().detail()).isEqualTo("counter moved on to find the card's");
        // 1, then 100, 200, 400 and 800 further, then the script
        assertThat(counters).containsExactlyInAnyOrder(1L, 101L, 301L, 701L, 1501L, 1502L);
        assertThat(sent).isEqualTo(6);
        assertThat(leaps).isEqualTo(4);
        long cards = store.read(view -> view.reports().leapt(1));
        assertThat(cards).isOne();
        assertThat(row.packets()).isEqualTo(6);
        assertThat(domain().leaps().since()).isZero();
        assertThat(domain().leaps().passed()).isEqualTo(99 + 199 + 399 + 799);
    }

    @Test
    void aCounterOutOfReachEndsTheSearchAndNothingMoreIsSent() {
        plan(1_000_000);

        ReportRow row = outcome();

        assertThat(row.outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(row.evidence().detail())
                .startsWith("the card's counter was not found, 02 to each leap; tell it by cntrN");
        assertThat(sent).isEqualTo(9);
        assertThat(domain().spent().value()).isEqualTo(1 + 100 * 255);
    }
}
