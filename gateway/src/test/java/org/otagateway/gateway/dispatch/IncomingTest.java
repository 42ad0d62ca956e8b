// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.correlate.Correlator;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.correlate.Responses;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.Effects.Finding;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.SubmissionState;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.HistoryQueries;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.sms.Concatenation;
import org.otagateway.packet.sms.InformationElement;
import org.otagateway.packet.sms.ReferenceWidth;
import org.otagateway.packet.sms.UserData;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

/** Receipts and PoRs of one packet that was sent. */
class IncomingTest {
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);

    @TempDir
    Path directory;

    private final Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Scenario scenario =
            new Scenario(1, "1639", 2, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, false);
    private final ModelCard card = new ModelCard(Scenario.KEYS, 5, NONE, new Random(1));
    private final CapturedLink link = new CapturedLink();
    private Store store;
    private Scenario.Stored stored;
    private Correlator correlator;
    private Dispatcher dispatcher;
    private int crowd;
    private LinkListener listener;

    @BeforeEach
    void send() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
        stored = scenario.store(store, vault, now);
        StoredJobContexts contexts = new StoredJobContexts(7);
        StoredPackets packets = new StoredPackets(vault);
        DeliveryEngine engine = new DeliveryEngine(contexts, packets, new Random(1));
        Receipts receipts = new Receipts(engine);
        InstantSource clock = InstantSource.fixed(now);
        dispatcher = new Dispatcher(
                store,
                engine,
                receipts,
                new Routes(List.of(new Route(link, Addressing.of("12345"))), List.of()),
                Set.copyOf(stored.jobs()),
                () -> crowd,
                clock);
        correlator =
                new Correlator(store, clock, receipts, new Responses(engine, contexts, packets), dispatcher::committed);
        listener = correlator.listener("captured", number -> number, (state, why) -> {}, () -> {});
        dispatcher.step();
        assertThat(link.segments).hasSize(1);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void settle() {
        store.submit(tx -> 0).join();
    }

    private DeliveryRow delivery() {
        return Objects.requireNonNull(store.submit(tx -> Objects.requireNonNull(
                        tx.deliveryStates().find(stored.deliveries().get(0))))
                .join());
    }

    private void accepted() {
        link.results.get(0).result(0, new SubmitResult.Accepted("id", "id"));
        settle();
    }

    private CapturedAnswer receipt(MessageState state, String text) {
        return receipt(scenario.msisdn(), state, text);
    }

    private CapturedAnswer receipt(String sender, MessageState state, String text) {
        CapturedAnswer answer = new CapturedAnswer();
        listener.receipt(
                new DeliveryReceipt(
                        "id",
                        "id",
                        state,
                        false,
                        "",
                        null,
                        null,
                        sender,
                        "12345",
                        Octets.copyOf(text.getBytes(StandardCharsets.US_ASCII))),
                answer);
        settle();
        return answer;
    }

    private Octets por() {
        return card.take(link.segments.get(0).userData()).get(0);
    }

    private CapturedAnswer message(Octets userData) {
        CapturedAnswer answer = new CapturedAnswer();
        listener.message(
                new IncomingMessage(
                        Address.international(scenario.msisdn()), new Address(0, 1, "12345"), 0x40, 0, 0xF6, userData),
                answer);
        settle();
        return answer;
    }

    @Test
    void theMostMessagesThatWaitedForTheirCommitAreToldOnce() throws Exception {
        correlator.mostWaiting();
        CountDownLatch go = new CountDownLatch(1);
        var held = store.submit(tx -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        });
        for (int i = 0; i < 9; i++) {
            listener.message(
                    new IncomingMessage(
                            Address.international("4917"), new Address(0, 1, "12345"), 0, 0, 0, Octets.of(i)),
                    new CapturedAnswer());
        }
        go.countDown();
        held.join();
        settle();
        assertThat(correlator.mostWaiting()).isEqualTo(9);
        assertThat(correlator.mostWaiting()).isZero();
    }

    @Test
    void whatWasNotSentExpiresWithoutALink() {
        store.submit(tx -> {
                    tx.jobs().setStarted(stored.jobs().get(1), now);
                    return 0;
                })
                .join();
        BoundLink down = new BoundLink("down") {
            @Override
            public void submit(List<Segment> packet, SubmitListener to) {
                throw new AssertionError("nothing may be sent");
            }

            @Override
            public LinkState state() {
                return LinkState.WAITING;
            }
        };
        DeliveryEngine engine = new DeliveryEngine(
                new StoredJobContexts(7),
                new StoredPackets(Vault.of(SecretOctets.copyOf(new byte[32]))),
                new Random(1));
        new Dispatcher(
                        store,
                        engine,
                        new Receipts(engine),
                        new Routes(List.of(new Route(down, Addressing.of("12345"))), List.of()),
                        Set.copyOf(stored.jobs()),
                        () -> 0,
                        InstantSource.fixed(now.plus(Duration.ofDays(400))))
                .step();
        DeliveryRow second = store.submit(tx -> Objects.requireNonNull(
                        tx.deliveryStates().find(stored.deliveries().get(1))))
                .join();
        assertThat(second.state().outcome()).isEqualTo(Outcome.EXPIRED);
    }

    @Test
    void whereIncomingMessagesQueueLessGoesOut() {
        crowd = 7;
        assertThat(dispatcher.room()).isEqualTo(10);
        crowd = 8;
        assertThat(dispatcher.room()).isEqualTo(8);
    }

    @Test
    void aPorIsAcknowledgedAfterTheCommitThatHoldsItAndNotBefore() throws Exception {
        accepted();
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        var held = store.submit(tx -> {
            writing.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0;
        });
        writing.await();
        CapturedAnswer answer = new CapturedAnswer();
        listener.message(
                new IncomingMessage(
                        Address.international(scenario.msisdn()), new Address(0, 1, "12345"), 0x40, 0, 0xF6, por()),
                answer);
        assertThat(answer.durable).isNull();

        go.countDown();
        held.join();
        settle();

        assertThat(answer.durable).isTrue();
        assertThat(delivery().state().outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void whatTheStoreCannotKeepIsRefusedForNow() {
        store.close();
        CapturedAnswer answer = new CapturedAnswer();
        listener.message(
                new IncomingMessage(
                        Address.international(scenario.msisdn()), new Address(0, 1, "12345"), 0x40, 0, 0xF6, por()),
                answer);

        assertThat(answer.durable).isFalse();
    }

    @Test
    void aReceiptBeforeItsSubmitRespIsParkedAndThenMatched() {
        assertThat(receipt(MessageState.DELIVERED, "").durable).isTrue();
        assertThat(correlator.counters().count(Finding.PARKED)).isEqualTo(1);

        accepted();

        assertThat(delivery().state().evidence().smscState()).isEqualTo("DELIVRD");
        // Not the end of the validity: the final receipt is in.
        assertThat(delivery().state().dueAt()).isBefore(now.plus(Duration.ofMinutes(12)));
    }

    @Test
    void anEarlyReceiptFromAnotherCardIsOfAMessageIdUsedAgain() {
        receipt("4366499999", MessageState.UNDELIVERABLE, "");
        accepted();
        assertThat(delivery().state().evidence().smscState()).isNull();
    }

    @Test
    void anEarlyReceiptWhoseSenderIsNoCardCounts() {
        receipt("12345", MessageState.DELIVERED, "");
        accepted();
        assertThat(delivery().state().evidence().smscState()).isEqualTo("DELIVRD");
    }

    @Test
    void delaysOfReceiptsAndPorsCountFromTheAnswerOfTheSmsc() {
        accepted();
        receipt(MessageState.DELIVERED, "");
        Octets por = por();
        message(por);
        message(por);
        assertThat(correlator.counters("captured").receiptDelays().count()).isEqualTo(1);
        assertThat(correlator.counters("captured").responseDelays().count()).isEqualTo(1);
        assertThat(correlator.counters("captured").responseDelays().sum()).isZero();
    }

    @Test
    void theAnswerAfterAnUnknownOneStillMatchesReceipts() {
        link.results.get(0).result(0, new SubmitResult.Unknown("no answer", true));
        settle();
        link.results.get(0).late(0, new SubmitResult.Accepted("id", "id"));
        receipt(MessageState.DELIVERED, "");

        assertThat(correlator.counters().count(Finding.RECEIPT)).isEqualTo(1);
        assertThat(delivery().state().evidence().smscState()).isEqualTo("DELIVRD");
    }

    @Test
    void aPorThatComesTwiceIsCountedAndChangesNothing() {
        accepted();
        Octets por = por();
        message(por);
        DeliveryRow once = delivery();
        message(por);

        assertThat(delivery()).isEqualTo(once);
        assertThat(correlator.counters().count(Finding.MATCHED)).isEqualTo(1);
        assertThat(correlator.counters().count(Finding.DUPLICATE)).isEqualTo(1);
    }

    @Test
    void aForgedPorIsCountedAndChangesNothing() {
        accepted();
        DeliveryRow before = delivery();
        byte[] octets = por().toByteArray();
        octets[octets.length - 1] ^= 1;
        message(Octets.copyOf(octets));

        assertThat(delivery()).isEqualTo(before);
        assertThat(correlator.counters().count(Finding.FORGED)).isEqualTo(1);
    }

    @Test
    void anUnprotectedErrorIsAHintAndProvesNothing() {
        accepted();
        message(Octets.hex("027100000b0ab0001000000000000006"));
        assertThat(correlator.counters().count(Finding.UNMATCHED)).isEqualTo(1);
        message(Octets.hex("027100000b0ab0001100000000000006"));

        assertThat(correlator.counters().count(Finding.HINT)).isEqualTo(1);
        assertThat(delivery().state().phase()).isEqualTo(Phase.AWAITING);
        assertThat(delivery().state().evidence().porVerified()).isFalse();
    }

    private List<HistoryQueries.Past> past() {
        return store.read(view -> view.history().past(stored.deliveries().get(0), 1_000));
    }

    @Test
    void aDeliveryKeepsWhatCameInForItAsEvidence() {
        accepted();
        Octets por = por();
        receipt(MessageState.DELIVERED, "");
        receipt(MessageState.DELIVERED, "");
        message(por);

        assertThat(past()).extracting(HistoryQueries.Past::kind).containsExactly("receipt", "por", "confirmed");
        assertThat(past().get(0).detail()).isEqualTo("1/1 DELIVRD");
        assertThat(past().get(1).detail()).startsWith("00 ");
        assertThat(por.toHex()).endsWith(String.valueOf(past().get(1).octets()));
        HistoryQueries.Packet packet = store.read(
                        view -> view.history().packets(stored.deliveries().get(0)))
                .get(0);
        assertThat(packet.created()).isEqualTo(now);
        List<HistoryQueries.SegmentPast> segments =
                store.read(view -> view.history().segments(packet.id()));
        assertThat(segments)
                .containsExactly(new HistoryQueries.SegmentPast(1, 1, SubmissionState.DELIVERED, "captured", "id"));
    }

    @Test
    void aFloodForOneCardKeepsFewEvents() {
        accepted();
        Octets hint = Octets.hex("027100000b0ab0001100000000000006");
        for (int i = 0; i < 50; i++) {
            message(hint);
        }
        Octets por = por();
        for (int i = 0; i < 50; i++) {
            message(por);
        }

        assertThat(past())
                .filteredOn(event -> event.kind().equals("hint"))
                .hasSize(16)
                .last()
                .satisfies(event -> assertThat(event.detail()).isEqualTo("06; more of this day are not kept"));
        assertThat(past()).filteredOn(event -> event.kind().equals("por")).hasSize(17);
        assertThat(past()).filteredOn(event -> event.kind().equals("confirmed")).hasSize(1);
    }

    @Test
    void aPorInTheTextOfAReceiptIsTakenIn() {
        accepted();
        receipt(MessageState.DELIVERED, "id:id stat:DELIVRD text:" + por().toHex());

        assertThat(delivery().state().outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aPorInPartsIsPutTogetherInAnyOrder() {
        accepted();
        UserData whole = UserData.decode(por()).success().orElseThrow();
        Octets payload = whole.payload();
        InformationElement kind = new InformationElement(0x71, Octets.EMPTY);
        message(new UserData(List.of(new Concatenation(ReferenceWidth.EIGHT_BITS, 9, 2, 2).encode()), payload.from(20))
                .encode());
        assertThat(correlator.counters().count(Finding.PART)).isEqualTo(1);
        message(new UserData(
                        List.of(kind, new Concatenation(ReferenceWidth.EIGHT_BITS, 9, 2, 1).encode()),
                        payload.slice(0, 20))
                .encode());

        assertThat(delivery().state().outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void aPartLeftOverFromAnEarlierMessageDoesNotTakeAPorWithIt() {
        accepted();
        Octets payload = UserData.decode(por()).success().orElseThrow().payload();
        Octets first = new UserData(
                        List.of(
                                new InformationElement(0x71, Octets.EMPTY),
                                new Concatenation(ReferenceWidth.EIGHT_BITS, 9, 2, 1).encode()),
                        payload.slice(0, 20))
                .encode();
        Octets second = new UserData(
                        List.of(new Concatenation(ReferenceWidth.EIGHT_BITS, 9, 2, 2).encode()), payload.from(20))
                .encode();
        byte[] old = second.toByteArray();
        old[old.length - 1] ^= 1;

        message(Octets.copyOf(old));
        message(first);
        assertThat(delivery().state().outcome()).isEqualTo(Outcome.PENDING);
        message(second);

        assertThat(delivery().state().outcome()).isEqualTo(Outcome.CONFIRMED);
    }

    @Test
    void messagesThatAreNoPorAreCounted() {
        message(Octets.hex("0270000000"));
        message(Octets.hex("ff"));

        assertThat(correlator.counters().count(Finding.OTHER)).isEqualTo(1);
        assertThat(correlator.counters().count(Finding.MALFORMED)).isEqualTo(1);
    }
}
