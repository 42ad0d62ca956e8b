// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.correlate.Correlator;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.correlate.Responses;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.job.Policy;
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
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

/** A card that is away for ten days of a job of fourteen costs few sends, and is reached within minutes of being seen. */
class AwayCardTest {
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration AWAY = Duration.ofDays(10);

    @TempDir
    Path directory;

    private final Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
    private final Scenario scenario =
            new Scenario(1, "1639", 0, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, false);
    private final ModelCard card = new ModelCard(Scenario.KEYS, 5, NONE, new Random(1));
    private final StoredJobContexts contexts = new StoredJobContexts(7);
    private final List<Instant> sends = new ArrayList<>();
    private final List<Consumer<LinkListener>> incoming = new ArrayList<>();
    private Instant now = START;
    private Store store;
    private long job;
    private Dispatcher dispatcher;
    private LinkListener listener;
    private Presence presence;

    private final class Link extends BoundLink {
        Link() {
            super("link");
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener results) {
            String id = "id" + sends.size();
            sends.add(now);
            results.result(0, new SubmitResult.Accepted(id, id));
            boolean away = now.isBefore(START.plus(AWAY));
            incoming.add(to -> to.receipt(receipt(id, away), new CapturedAnswer()));
            if (!away) {
                for (Octets answer : card.take(packet.get(0).userData())) {
                    incoming.add(to -> to.message(message(answer), new CapturedAnswer()));
                }
            }
        }
    }

    private DeliveryReceipt receipt(String id, boolean away) {
        MessageState state = away ? MessageState.UNDELIVERABLE : MessageState.DELIVERED;
        return new DeliveryReceipt(
                id, id, state, false, away ? "027" : "", null, null, scenario.msisdn(), "12345", Octets.EMPTY);
    }

    private IncomingMessage message(Octets userData) {
        return new IncomingMessage(
                Address.international(scenario.msisdn()), new Address(0, 1, "12345"), 0x40, 0, 0xF6, userData);
    }

    @BeforeEach
    void plan() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        long cardId = scenario.store(store, vault, now).cardId();
        Policy policy = new Policy(
                12,
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofDays(14),
                10,
                OptionalInt.empty(),
                false,
                OptionalDouble.empty());
        job = scenario.storeJob(store, List.of(cardId), policy, now);
        StoredPackets packets = new StoredPackets(vault);
        DeliveryEngine engine = new DeliveryEngine(contexts, packets, new Random(1));
        Receipts receipts = new Receipts(engine);
        dispatcher = new Dispatcher(
                store,
                engine,
                receipts,
                new Routes(List.of(new Route(new Link(), Addressing.of("12345"))), List.of()),
                Set.of(job),
                () -> 0,
                () -> now);
        listener = new Correlator(
                        store, () -> now, receipts, new Responses(engine, contexts, packets), dispatcher::committed)
                .listener("link", number -> number, (state, why) -> {}, () -> {});
        presence = new Presence(store, contexts, packets, () -> now, new Random(2), dispatcher::committed);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Time goes on from one due moment to the next. */
    private void runTo(Instant end) {
        while (true) {
            Instant unused = dispatcher.step();
            settle();
            List<Consumer<LinkListener>> came = List.copyOf(incoming);
            incoming.clear();
            came.forEach(what -> what.accept(listener));
            settle();
            Instant due = due();
            if (due == null || due.isAfter(end)) {
                now = end;
                return;
            }
            now = due.isAfter(now) ? due : now.plusMillis(1);
        }
    }

    private void settle() {
        store.submit(tx -> 0).join();
    }

    private Instant due() {
        return store.submit(tx -> Objects.requireNonNullElse(tx.deliveryStates().nextDue(job), Instant.MAX))
                .join();
    }

    private ReportRow row() {
        return store.read(view -> view.reports().page(job, 0, 1)).get(0);
    }

    private void confirmedWithinMinutes(int before) {
        Instant seen = now;
        runTo(now.plus(Duration.ofMinutes(3)));
        assertThat(sends).hasSize(before + 1);
        assertThat(Duration.between(seen, sends.get(before))).isLessThan(Duration.ofMinutes(1));
        assertThat(row().outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    private int away() {
        runTo(START.plus(AWAY).plusSeconds(1));
        assertThat(sends).hasSizeBetween(8, 11);
        assertThat(row().outcome()).isEqualTo(Outcome.PENDING);
        return sends.size();
    }

    @Test
    void anEventOfTheNetworkReachesIt() {
        int before = away();

        Presence.Result result = presence.take(List.of(
                new Presence.Sighting(Presence.By.MSISDN, scenario.msisdn(), now),
                new Presence.Sighting(Presence.By.IMSI, "262019999999999", null)));

        assertThat(result).isEqualTo(new Presence.Result(2, 1, 1));
        confirmedWithinMinutes(before);
    }

    @Test
    void aMessageOfTheCardReachesIt() {
        int before = away();

        listener.message(
                new IncomingMessage(
                        Address.international(scenario.msisdn()),
                        new Address(0, 1, "12345"),
                        0,
                        0,
                        0,
                        Octets.hex("68656c6c6f")),
                new CapturedAnswer());
        settle();

        confirmedWithinMinutes(before);
    }

    @Test
    void anOldSightingDoesNot() {
        int before = away();
        Presence.Result result = presence.take(List.of(
                new Presence.Sighting(Presence.By.MSISDN, scenario.msisdn(), START.plus(Duration.ofMinutes(1)))));

        assertThat(result.forward()).isZero();
        runTo(now.plus(Duration.ofMinutes(3)));
        assertThat(sends).hasSize(before);
    }

    @Test
    void oneThatIsSeenAllTheTimeAndNeverReachedCostsNoMoreThanItsAttemptsAndNoStorm() {
        for (int minute = 0; minute < 600; minute++) {
            runTo(START.plus(Duration.ofMinutes(minute)));
            presence.take(List.of(new Presence.Sighting(Presence.By.ICCID, "89" + "0".repeat(17) + "1", null)));
        }
        assertThat(sends).hasSizeLessThanOrEqualTo(12);
        for (int i = 1; i < sends.size(); i++) {
            assertThat(Duration.between(sends.get(i - 1), sends.get(i)))
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(5L * i));
        }
        assertThat(sends).hasSizeGreaterThan(8);
    }
}
