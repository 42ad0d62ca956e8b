// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.correlate.Correlator;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.correlate.Responses;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.ReportRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandPacket;
import org.otagateway.smpp.link.Acknowledgement;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

/** A load and another job for one card, message by message; and what a change of keys does to the packets after it. */
class PlanDispatchTest {
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);
    private static final KeySet SECOND = KeySet.of(
            2,
            Key.hex(KeyType.AES, "202122232425262728292a2b2c2d2e2f"),
            Key.hex(KeyType.AES, "303132333435363738393a3b3c3d3e3f"));
    private static final KeySets BOTH = KeySets.of(Scenario.KEY_SET, SECOND);

    @TempDir
    Path directory;

    private final Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
    private final Scenario scenario =
            new Scenario(1, "1639", 2, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, true);
    private final ModelCard card = new ModelCard(BOTH, 5, NONE, new Random(1));
    private final Captured link = new Captured();
    private final List<CommandPacket> sent = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private Store store;
    private Scenario.Stored stored;
    private Dispatcher dispatcher;
    private LinkListener listener;

    private record Submitted(Segment segment, SubmitListener results) {}

    private static final class Captured extends BoundLink {
        private final List<Submitted> submitted = new ArrayList<>();

        Captured() {
            super("captured");
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener to) {
            packet.forEach(segment -> submitted.add(new Submitted(segment, to)));
        }
    }

    private static final class Nobody implements Acknowledgement {
        @Override
        public void durable() {}

        @Override
        public void refuse() {}
    }

    @BeforeEach
    void plan() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        stored = scenario.store(store, vault, now);
        StoredJobContexts contexts = new StoredJobContexts(7);
        PacketSource packets = new ScriptedPlan(new StoredPackets(vault));
        DeliveryEngine engine = new DeliveryEngine(contexts, packets, new Random(1));
        Receipts receipts = new Receipts(engine);
        InstantSource clock = () -> now;
        dispatcher = new Dispatcher(
                store,
                engine,
                receipts,
                new Routes(List.of(new Route(link, Addressing.of("12345"))), List.of()),
                Set.copyOf(stored.jobs()),
                () -> 0,
                clock);
        Correlator correlator =
                new Correlator(store, clock, receipts, new Responses(engine, contexts, packets), dispatcher::committed);
        listener = correlator.listener("captured", number -> number, (state, why) -> {}, () -> {});
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** One look, and the one short message that came of it: taken by the SMSC, delivered; the card's answer. */
    private List<Octets> look() {
        dispatcher.step();
        store.submit(tx -> 0).join();
        assertThat(link.submitted).hasSize(1);
        Submitted one = link.submitted.remove(0);
        Octets userData = one.segment.userData();
        sent.add(Objects.requireNonNull(ModelCard.read(List.of(userData), BOTH)));
        String id = Integer.toString(sent.size());
        one.results.result(0, new SubmitResult.Accepted(id, id));
        List<Octets> answers = card.take(userData);
        listener.receipt(
                new DeliveryReceipt(
                        id,
                        id,
                        MessageState.DELIVERED,
                        false,
                        "",
                        null,
                        null,
                        scenario.msisdn(),
                        "12345",
                        Octets.EMPTY),
                new Nobody());
        store.submit(tx -> 0).join();
        return answers;
    }

    private void answer(List<Octets> answers) {
        for (Octets answer : answers) {
            listener.message(
                    new IncomingMessage(
                            Address.international(scenario.msisdn()),
                            new Address(0, 1, "12345"),
                            0x40,
                            0,
                            0xF6,
                            answer),
                    new Nobody());
        }
        store.submit(tx -> 0).join();
    }

    private void nothingGoes() {
        dispatcher.step();
        store.submit(tx -> 0).join();
        assertThat(link.submitted).isEmpty();
    }

    private DeliveryRow delivery(int index) {
        return store.submit(tx -> Objects.requireNonNull(
                        tx.deliveryStates().find(stored.deliveries().get(index))))
                .join();
    }

    private AttemptRow attempt(int index) {
        long id = Objects.requireNonNull(delivery(index).attemptId());
        return store.submit(tx -> Objects.requireNonNull(tx.attempts().find(id)))
                .join();
    }

    @Test
    void stepsFollowEachOtherAtOnceAndTheOtherJobWaitsForTheEnd() {
        for (int step = 0; step < 4; step++) {
            List<Octets> answers = look();
            assertThat(sent.get(step).data().toHex()).isEqualTo(ScriptedPlan.SCRIPT.get(step));
            nothingGoes();
            answer(answers);
        }
        assertThat(delivery(0).state().outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(delivery(1).state().outcome()).isEqualTo(Outcome.PENDING);

        answer(look());

        assertThat(delivery(1).state().outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(sent).extracting(packet -> packet.counter().value()).containsExactly(6L, 7L, 8L, 9L, 10L);
        List<ReportRow> rows =
                store.read(view -> view.reports().page(stored.jobs().get(0), 0, 10));
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.packets()).isEqualTo(4);
            assertThat(row.segments()).isEqualTo(4);
        });
    }

    @Test
    void aResetOfTheCardBeginsTheLoadAgain() {
        answer(look());
        answer(look());
        card.load.reset();
        answer(look());
        answer(look());
        assertThat(sent.get(3).data().toHex()).as("DELETE").isEqualTo(ScriptedPlan.SCRIPT.get(4));
        for (int step = 0; step < 4; step++) {
            answer(look());
        }

        assertThat(delivery(0).state().outcome()).isEqualTo(Outcome.CONFIRMED);
        assertThat(delivery(0).state().evidence().detail()).isEqualTo("1 restart");
        assertThat(card.load.installed()).isTrue();
    }

    @Test
    void afterAChangeOfKeysPacketsTakeTheNewOnesAndAnAnswerUnderTheOldStillCounts() {
        List<Octets> underTheFirst = look();
        store.submit(tx -> {
                    long cardId = stored.cardId();
                    String iccid =
                            Objects.requireNonNull(tx.cards().find(cardId)).iccid();
                    tx.cards().putKeySet(cardId, new SealedKeySet("", 2, "aes", vault.sealKeySet(iccid, "", SECOND)));
                    tx.cards().switchKeys(cardId, "", 1, 2);
                    // the card of this test has one counter for all its keys
                    tx.counterDomains()
                            .update(tx.counterDomains()
                                    .findOrCreate(cardId, "", 2, "")
                                    .told(new Counter(6)));
                    return 0;
                })
                .join();

        answer(underTheFirst);
        assertThat(delivery(0).state().progress().step()).isEqualTo(1);

        List<Octets> underTheSecond = look();
        assertThat(sent.get(1).header().kic().octet() >> 4).isEqualTo(2);
        assertThat(attempt(0).keyVersion()).isEqualTo(2);
        answer(underTheSecond);
        assertThat(delivery(0).state().progress().step()).isEqualTo(2);
    }

    @Test
    void aKeyVersionThatIsGoneIsNotSentUnder() {
        store.submit(tx -> {
                    tx.cards().dropKeys(stored.cardId(), "", 1);
                    return 0;
                })
                .join();

        nothingGoes();

        assertThat(delivery(0).state().outcome()).isEqualTo(Outcome.UNCONFIRMED);
        assertThat(delivery(0).state().evidence().detail())
                .contains("the card no longer has key version 1; nothing was sent");
    }
}
