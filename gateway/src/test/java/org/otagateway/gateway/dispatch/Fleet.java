// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.otagateway.gateway.correlate.Correlator;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.correlate.Responses;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobAct;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.Policy;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Waves;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
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

/** Some cards, and a gateway that looks when it is told to, under a clock that stands until it is moved. */
final class Fleet implements InstantSource {
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);
    /** A message queue that is full for good, so that a card whose job sends once has its outcome at once. */
    private static final int REFUSED = 0x0B;

    /** Message queue full, for now. */
    private static final int THROTTLED = 0x58;

    final Store store;
    private final Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
    private final Scenario scenario =
            new Scenario(1, "1639", 0, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, false);
    private final Map<String, ModelCard> models = new HashMap<>();
    private final List<Long> ids = new ArrayList<>();
    private final Map<Integer, String> columns = new HashMap<>();
    private final List<String> numbers = new ArrayList<>();
    private final Map<String, Submitted> wire = new LinkedHashMap<>();
    private int messages;
    private int restarts;
    private int room = 1000;
    private Dispatcher dispatcher;
    private LinkListener listener;
    Instant now = Instant.parse("2026-01-01T12:00:00Z");

    private record Submitted(Segment segment, SubmitListener results) {}

    private final class Wire extends BoundLink {
        Wire() {
            super("wire");
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener to) {
            packet.forEach(segment -> wire.put(segment.destination().number(), new Submitted(segment, to)));
        }

        @Override
        public int headroom() {
            return Math.max(0, room - wire.size());
        }
    }

    private static final class Nobody implements Acknowledgement {
        @Override
        public void durable() {}

        @Override
        public void refuse() {}
    }

    Fleet(Store store, int cards) {
        this.store = store;
        for (int i = 0; i < cards; i++) {
            Scenario one =
                    new Scenario(i, "1639", 0, false, false, true, 5, false, 1, 0, 0, 0, 0, 0, 0, NONE, null, false);
            ids.add(one.store(store, vault, now).cardId());
            numbers.add(one.msisdn());
            models.put(one.msisdn(), new ModelCard(Scenario.KEYS, 5, NONE, new Random(i)));
        }
        start();
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** A gateway that knows what is in the store and nothing else; the one before is gone with what was on the wire. */
    void start() {
        restarts++;
        wire.clear();
        StoredJobContexts contexts = new StoredJobContexts(7);
        StoredPackets packets = new StoredPackets(vault);
        DeliveryEngine engine = new DeliveryEngine(contexts, packets, new Random(1));
        Receipts receipts = new Receipts(engine);
        dispatcher = new Dispatcher(
                store,
                engine,
                receipts,
                new Routes(List.of(new Route(new Wire(), Addressing.of("12345"))), List.of()),
                Set.of(),
                () -> 0,
                this);
        if (restarts > 1) {
            dispatcher.recover();
        }
        listener = new Correlator(
                        store, this, receipts, new Responses(engine, contexts, packets), dispatcher::committed)
                .listener("wire", number -> number, (state, why) -> {}, () -> {});
    }

    /** Sends once, and says what a test wants. */
    static Policy policy(OptionalDouble stopAfterFailures) {
        return new Policy(
                1,
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofDays(3),
                10,
                OptionalInt.empty(),
                false,
                stopAfterFailures);
    }

    /** Sends so often. */
    static Policy policy(int attempts) {
        return new Policy(
                attempts,
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofDays(3),
                10,
                OptionalInt.empty(),
                false,
                OptionalDouble.empty());
    }

    /** What the card file says of a card in jobs that are made from now on. */
    void columns(int place, String json) {
        columns.put(place, json);
    }

    JobDefinition definition(Policy policy) {
        return scenario.definition(0, policy);
    }

    /** A job for the cards from..to, planned whole. */
    long job(JobDefinition definition, int from, int to) {
        return store.submit(tx -> {
                    long job = tx.jobs()
                            .insert(String.format("%064d", now.toEpochMilli() + from), 1, definition, now)
                            .id();
                    Instant due = definition.campaign().waves().isEmpty() ? now : Waves.NOT_BEGUN;
                    for (int i = from; i < to; i++) {
                        tx.deliveries()
                                .plan(job, i - from + 1L, ids.get(i), now, due, columns.getOrDefault(i, "{}"), null);
                    }
                    tx.jobs().addPlanned(job, to - from, 0);
                    tx.jobs().setPlanningDone(job);
                    return job;
                })
                .join();
    }

    Job find(long job) {
        return Objects.requireNonNull(store.read(view -> view.jobs().find(job)));
    }

    List<JobAct> acts(long job) {
        return store.read(view -> view.jobs().acts(job, 10));
    }

    long count(long job, Outcome outcome) {
        return store.read(view -> view.reports().outcomes(job)).getOrDefault(outcome, 0L);
    }

    JobControl control() {
        return control(new Asked("test", null));
    }

    JobControl control(Asked asked) {
        return new JobControl(store, new StoredJobContexts(7), new StoredPackets(vault), this, new Random(1), asked);
    }

    /** Segments that the link takes at most. */
    void room(int segments) {
        room = segments;
    }

    long cardId(int place) {
        return ids.get(place);
    }

    /** Looks until nothing new goes out; a second of the clock passes. */
    void look() {
        int before;
        do {
            before = wire.size();
            dispatcher.step();
            now = now.plusMillis(250);
            store.submit(tx -> 0).join();
        } while (wire.size() > before);
        for (int i = 0; i < 3; i++) {
            dispatcher.step();
            now = now.plusMillis(250);
        }
        store.submit(tx -> 0).join();
    }

    /** The numbers of the cards whose short message is on the wire, as they went. */
    List<String> onTheWire() {
        return List.copyOf(wire.keySet());
    }

    /** The same as places in the file. */
    List<Integer> cardsOnTheWire() {
        return wire.keySet().stream().map(numbers::indexOf).toList();
    }

    /** Those of them that a link should send before others. */
    List<Integer> urgentOnTheWire() {
        return wire.entrySet().stream()
                .filter(entry -> entry.getValue().results.isUrgent())
                .map(entry -> numbers.indexOf(entry.getKey()))
                .toList();
    }

    /** What is on the wire reaches the cards, and they answer. */
    void answerAll() {
        for (String number : onTheWire()) {
            answer(number);
        }
        store.submit(tx -> 0).join();
    }

    /** The first {@code count} of them only. */
    void answer(int count) {
        onTheWire().subList(0, count).forEach(this::answer);
        store.submit(tx -> 0).join();
    }

    private void answer(String number) {
        Submitted one = Objects.requireNonNull(wire.remove(number));
        String id = Integer.toString(++messages);
        one.results.result(0, new SubmitResult.Accepted(id, id));
        for (Octets answer : Objects.requireNonNull(models.get(number)).take(one.segment.userData())) {
            listener.message(
                    new IncomingMessage(
                            Address.international(number), new Address(0, 1, "12345"), 0x40, 0, 0xF6, answer),
                    new Nobody());
        }
    }

    /** The SMSC takes so many of them and no card answers. */
    void takeAll() {
        for (String number : onTheWire()) {
            String id = Integer.toString(++messages);
            Objects.requireNonNull(wire.remove(number)).results.result(0, new SubmitResult.Accepted(id, id));
        }
        store.submit(tx -> 0).join();
    }

    /** The SMSC takes the first {@code count} of them, and tells what came of them. */
    void receipt(int count, String state, String error) {
        for (String number : onTheWire().subList(0, count)) {
            String id = Integer.toString(++messages);
            Objects.requireNonNull(wire.remove(number)).results.result(0, new SubmitResult.Accepted(id, id));
            listener.receipt(
                    new DeliveryReceipt(
                            id,
                            id,
                            state.equals("DELIVRD") ? MessageState.DELIVERED : MessageState.UNDELIVERABLE,
                            false,
                            error,
                            null,
                            null,
                            number,
                            "12345",
                            Octets.EMPTY),
                    new Nobody());
        }
        store.submit(tx -> 0).join();
    }

    /** The SMSC refuses the first {@code count} of them for now. */
    void refuseForNow(int count) {
        for (String number : onTheWire().subList(0, count)) {
            Objects.requireNonNull(wire.remove(number)).results.result(0, new SubmitResult.Refused(THROTTLED, true));
        }
        store.submit(tx -> 0).join();
    }

    /** A card that has seen packets of another system. */
    void counterAhead(int place) {
        models.put(numbers.get(place), new ModelCard(Scenario.KEYS, 500, NONE, new Random(place)));
    }

    /** The SMSC refuses the first {@code count} of them for good. */
    void refuse(int count) {
        for (String number : onTheWire().subList(0, count)) {
            Objects.requireNonNull(wire.remove(number)).results.result(0, new SubmitResult.Refused(REFUSED, false));
        }
        store.submit(tx -> 0).join();
    }
}
