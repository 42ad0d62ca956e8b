// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.correlate.Correlator;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.correlate.Responses;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeySets;
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

/**
 * One card, some jobs for it, a network that loses, doubles, delays and reorders, and a gateway that crashes anywhere;
 * all of it from one seed, on the real store, under a clock of its own. Checks S1 to S7 of docs/model as it goes.
 */
final class Simulation implements InstantSource {
    private final long seed;
    private final Random random;
    private final Store store;
    private final Scenario scenario;
    private final Scenario.Stored stored;
    private final Vault vault;
    private final KeySets keys;
    private final ModelCard card;
    private final PriorityQueue<Happening> queue =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparing(Happening::order));
    private final Map<Long, Octets> packetOfCounter = new HashMap<>();
    private final Map<Octets, Integer> alive = new HashMap<>();
    private final Set<Octets> written = new HashSet<>();
    private Instant now;
    private int order;
    private int messages;
    private long submits;
    private int crashes;
    private Gateway gateway;
    final List<String> log = new ArrayList<>();

    private record Happening(Instant at, int order, Runnable what) {}

    /** The process is gone at this very place. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Simulation(long seed, Store store, Vault vault) {
        this.seed = seed;
        this.random = new Random(seed);
        this.store = store;
        this.vault = vault;
        this.now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(1_000_000));
        this.scenario = Scenario.draw(random, seed);
        this.keys = Scenario.KEYS;
        this.stored = scenario.store(store, vault, now);
        this.card = new ModelCard(keys, scenario.cardCounter(), scenario.faults(), random);
        this.gateway = new Gateway();
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** The part that dies in a crash: all memory of the gateway. */
    private final class Gateway {
        private final Dispatcher dispatcher;
        private final JobControl control;
        private final LinkListener listener;
        private final FakeLink link = new FakeLink(this);

        Gateway() {
            JobContexts contexts = new StoredJobContexts(7);
            PacketSource packets = new ScriptedPlan(new StoredPackets(vault));
            DeliveryEngine engine = new DeliveryEngine(contexts, packets, random);
            Receipts receipts = new Receipts(engine);
            dispatcher = new Dispatcher(
                    store,
                    engine,
                    receipts,
                    new Routes(List.of(new Route(link, Addressing.of("12345"))), List.of()),
                    Set.copyOf(stored.jobs()),
                    () -> 0,
                    Simulation.this);
            Correlator correlator = new Correlator(
                    store, Simulation.this, receipts, new Responses(engine, contexts, packets), dispatcher::committed);
            listener = correlator.listener("fake", number -> number, (state, why) -> {}, () -> {});
            control = new JobControl(store, contexts, packets, Simulation.this, random, new Asked("test", null));
        }
    }

    /** Submits into the simulated network, and crashes the process where the seed says. */
    private final class FakeLink extends BoundLink {
        private final Gateway owner;

        FakeLink(Gateway owner) {
            super("fake");
            this.owner = owner;
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener results) {
            CommandPacket command =
                    ModelCard.read(packet.stream().map(Segment::userData).toList(), keys);
            for (int i = 0; i < packet.size(); i++) {
                maybeCrash();
                write(packet.get(i), command, i, results, owner);
            }
            maybeCrash();
        }
    }

    private void maybeCrash() {
        if (crashes < scenario.crashes() && random.nextInt(12) == 0) {
            crashes++;
            throw new Crash();
        }
    }

    private Duration delay(Duration most) {
        return Duration.ofMillis(1 + (long) (most.toMillis() * Math.pow(random.nextDouble(), 3)));
    }

    private boolean chance(int perCent) {
        return random.nextInt(100) < perCent;
    }

    private void at(Duration after, Runnable what) {
        queue.add(new Happening(now.plus(after), order++, what));
    }

    private void write(
            Segment segment, @Nullable CommandPacket command, int index, SubmitListener results, Gateway owner) {
        Octets data = command == null ? Octets.EMPTY : command.data();
        if (command != null) {
            Octets before = packetOfCounter.putIfAbsent(
                    command.counter().value(),
                    Octets.concat(
                            command.data(),
                            command.check(),
                            command.header().spi().encode()));
            if (before != null) {
                check(
                        "S2: one packet for each counter",
                        before.equals(Octets.concat(
                                command.data(),
                                command.check(),
                                command.header().spi().encode())));
            }
            written.add(data);
            if (scenario.checksS7()) {
                for (Map.Entry<Octets, Integer> other : alive.entrySet()) {
                    check(
                            "S7: one packet of the domain under way",
                            other.getValue() == 0 || other.getKey().equals(data));
                }
            }
        }
        int fate = random.nextInt(100);
        if (fate < scenario.refused()) {
            boolean temporary = chance(50);
            submits++;
            result(owner, results, index, new SubmitResult.Refused(temporary ? 0x58 : 0x0B, temporary));
            return;
        }
        if (fate < scenario.refused() + 3) {
            result(owner, results, index, new SubmitResult.Unknown("not bound", false));
            return;
        }
        submits++;
        String id = seed + "-" + messages++;
        log(() -> "submit " + id + " "
                + (command == null ? "part" : command.counter().value() + " " + data));
        boolean unknown = chance(scenario.unknown());
        result(
                owner,
                results,
                index,
                unknown ? new SubmitResult.Unknown("no answer", true) : new SubmitResult.Accepted(id, id));
        if (unknown && chance(50)) {
            at(delay(Duration.ofMinutes(20)), () -> {
                if (owner == gateway) {
                    results.late(index, new SubmitResult.Accepted(id, id));
                }
            });
        }
        travel(segment, data, id);
    }

    private void result(Gateway owner, SubmitListener results, int index, SubmitResult result) {
        at(delay(Duration.ofSeconds(20)), () -> {
            if (owner == gateway) {
                results.result(index, result);
            }
        });
    }

    private void travel(Segment segment, Octets data, String id) {
        alive.merge(data, 1, Integer::sum);
        Duration time = delay(chance(20) ? Duration.ofHours(3) : Duration.ofMinutes(2));
        boolean late = now.plus(time).isAfter(segment.validUntil());
        Duration end = late ? Duration.between(now, segment.validUntil()) : time;
        boolean lost = late || chance(scenario.lost());
        at(end.isNegative() ? Duration.ZERO : end, () -> {
            alive.merge(data, -1, Integer::sum);
            if (!lost) {
                arrive(segment.userData());
            }
            receipt(id, lost ? MessageState.EXPIRED : MessageState.DELIVERED);
        });
        while (chance(scenario.doubled())) {
            at(delay(Duration.ofHours(12)), () -> arrive(segment.userData()));
        }
    }

    private void receipt(String id, MessageState state) {
        int times = chance(scenario.lost()) ? 0 : chance(10) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            DeliveryReceipt receipt =
                    new DeliveryReceipt(id, id, state, false, "", null, null, scenario.msisdn(), "12345", Octets.EMPTY);
            incoming(delay(Duration.ofMinutes(1)), (listener, ack) -> listener.receipt(receipt, ack));
        }
    }

    private void arrive(Octets userData) {
        int aborted = card.load.aborted;
        List<Octets> answers = card.take(userData);
        check("rule 7: no foreign packet aborts a load that goes on", card.load.aborted == aborted || !held());
        for (Octets answer : answers) {
            int times = chance(scenario.lost()) ? 0 : chance(scenario.doubled()) ? 2 : 1;
            for (int i = 0; i < times; i++) {
                IncomingMessage message = new IncomingMessage(
                        Address.international(scenario.msisdn()), new Address(0, 1, "12345"), 0x40, 0, 0xF6, answer);
                incoming(
                        delay(chance(20) ? Duration.ofHours(5) : Duration.ofMinutes(1)),
                        (listener, ack) -> listener.message(message, ack));
            }
        }
        if (chance(scenario.forged())) {
            Octets forged = Octets.hex("027100000b0ab00011" + "00000000000006");
            IncomingMessage message = new IncomingMessage(
                    Address.international(scenario.msisdn()), new Address(0, 1, "12345"), 0x40, 0, 0xF6, forged);
            incoming(delay(Duration.ofHours(1)), (listener, ack) -> listener.message(message, ack));
        }
    }

    private boolean held() {
        return store.submit(tx -> tx.deliveryStates().holder(stored.cardId(), "") != 0)
                .join();
    }

    private interface Delivery {
        void to(LinkListener listener, Acknowledgement acknowledgement);
    }

    /** The SMSC delivers until it is acknowledged. */
    private void incoming(Duration after, Delivery delivery) {
        at(after, () -> {
            boolean[] durable = new boolean[1];
            delivery.to(gateway.listener, new Acknowledgement() {
                @Override
                public void durable() {
                    durable[0] = true;
                }

                @Override
                public void refuse() {}
            });
            settle();
            if (!durable[0] || chance(3)) {
                incoming(Duration.ofSeconds(30), delivery);
            }
        });
    }

    /** Waits until everything submitted to the store is committed and its futures have run. */
    private void settle() {
        store.submit(tx -> 0).join();
    }

    private void log(Supplier<String> line) {
        log.add(now + " " + line.get());
    }

    private void check(String rule, boolean holds) {
        if (!holds) {
            throw new AssertionError(rule + ", seed " + seed + "\n" + scenario + "\n" + String.join("\n", log));
        }
    }

    /** Runs until nothing is left to happen; then looks at all that came of it. */
    void run() {
        if (scenario.cancelAfter() != null) {
            long job = stored.jobs().get(random.nextInt(stored.jobs().size()));
            at(scenario.cancelAfter(), () -> {
                boolean abort = seed % 2 == 0;
                log(() -> (abort ? "abort " : "cancel ") + job);
                Job stopped = abort ? gateway.control.abort(job) : gateway.control.cancel(job);
                check("an aborted job waits for nothing", !abort || (stopped != null && stopped.finished() != null));
            });
        }
        Instant end = now.plus(Duration.ofDays(30));
        recoverAndLook();
        for (int steps = 0; now.isBefore(end); steps++) {
            check("ends within 20,000 steps", steps < 20_000);
            Happening next = queue.peek();
            Instant due = due();
            if (next == null && due == null) {
                break;
            }
            if (next != null && (due == null || !next.at().isAfter(due))) {
                queue.remove();
                now = next.at().isAfter(now) ? next.at() : now;
                guarded(next.what());
                guarded(this::settle);
            } else if (due != null) {
                now = due.isAfter(now) ? due : now;
            }
            guarded(gateway.dispatcher::step);
            guarded(this::settle);
            if (crashes < scenario.crashes() && random.nextInt(200) == 0) {
                crashes++;
                crash();
            }
        }
        requireEachSubmitIsReported();
        new Judgement(store, stored, scenario, card, written).judge(this::check, this::log);
    }

    /**
     * A send of an older packet that fills the gap before a successor (setting 11) is told by the job that spent its counter, which
     * may have ended: only the reports of all jobs, written after the last of them, have every submit. A crash may lose some.
     */
    private void requireEachSubmitIsReported() {
        long reported = stored.jobs().stream()
                .mapToLong(job -> store.read(view -> view.reports().totals(job)).segmentsSubmitted())
                .sum();
        check("segments_submitted: each submit once", crashes > 0 ? reported <= submits : reported == submits);
    }

    private void guarded(Runnable what) {
        try {
            what.run();
        } catch (Crash e) {
            crash();
        } catch (CompletionException e) {
            throw new AssertionError("seed " + seed + "\n" + scenario + "\n" + String.join("\n", log), e);
        }
    }

    private void crash() {
        log(() -> "crash");
        gateway = new Gateway();
        recoverAndLook();
    }

    private void recoverAndLook() {
        guarded(gateway.dispatcher::recover);
        guarded(this::settle);
    }

    private @Nullable Instant due() {
        Instant earliest = null;
        for (long job : stored.jobs()) {
            Instant due = Instant.ofEpochMilli(store.submit(tx -> {
                        Instant next = tx.deliveryStates().nextDue(job);
                        return next == null ? Long.MAX_VALUE : next.toEpochMilli();
                    })
                    .join());
            earliest = earliest == null || due.isBefore(earliest) ? due : earliest;
        }
        return earliest == null || earliest.toEpochMilli() == Long.MAX_VALUE ? null : earliest;
    }

    void assertLogged() {
        assertThat(log).isNotEmpty();
    }
}
