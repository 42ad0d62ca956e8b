// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.jsmpp.BareLoop;
import org.otagateway.smpp.jsmpp.SmscLinks;
import org.otagateway.smpp.link.Acknowledgement;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Binds;
import org.otagateway.smpp.link.Credentials;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkMetrics;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.receipt.DeliveryReceipt;

/**
 * A link beside a loop that blocks in jsmpp, with as many threads as the link has window, against the same peer. Each case
 * in turns, the better of them counts for both.
 */
public final class SmppBench {
    private static final int RATE = 100_000;
    private static final int CARDS = 1000;
    private static final int SEGMENT_OCTETS = 140;

    /**
     * How long it measures.
     *
     * @param rounds turns of each case
     * @param idleProbes submits one at a time
     */
    public record Plan(List<Integer> binds, List<Integer> windows, Duration each, int rounds, int idleProbes) {
        public static final Plan FULL =
                new Plan(List.of(1, 4), List.of(1, 10, 50, 200), Duration.ofMillis(1200), 4, 1000);
        public static final Plan SHORT = new Plan(List.of(1), List.of(1, 10, 50), Duration.ofMillis(700), 2, 100);

        public Plan {
            binds = List.copyOf(binds);
            windows = List.copyOf(windows);
        }
    }

    private final Endpoint peer;
    private final Plan plan;
    private final InstantSource clock;
    private final Consumer<String> progress;

    /** @param peer a {@link CheapPeer}, better in a process of its own */
    public SmppBench(Endpoint peer, Plan plan, InstantSource clock, Consumer<String> progress) {
        this.peer = peer;
        this.plan = plan;
        this.clock = clock;
        this.progress = progress;
    }

    /** @throws IOException where the peer is not there */
    public SmppFigures run() throws IOException, InterruptedException {
        List<SmppFigures.Case> cases = new ArrayList<>();
        // Warm both, in small windows and large: the first figures would be those of the interpreter.
        for (int window : plan.windows()) {
            SmppFigures.Side unused = better(ours(1, window), bare(1, window));
        }
        for (int binds : plan.binds()) {
            for (int window : plan.windows()) {
                SmppFigures.Side ours = ours(binds, window);
                SmppFigures.Side bare = bare(binds, window);
                for (int round = 1; round < plan.rounds(); round++) {
                    ours = better(ours, ours(binds, window));
                    bare = better(bare, bare(binds, window));
                }
                cases.add(new SmppFigures.Case(binds, window, ours, bare));
                progress.accept(binds + " binds, window " + window + ": done");
            }
        }
        long[] idle = idle();
        return new SmppFigures(cases, idle[0], idle[1]);
    }

    private static SmppFigures.Side better(SmppFigures.Side one, SmppFigures.Side other) {
        return other.perSecond() > one.perSecond() ? other : one;
    }

    private Segment segment(int card) {
        return new Segment(
                Address.international("88211" + (10_000_000 + card)),
                Octets.copyOf(new byte[SEGMENT_OCTETS]),
                validUntil());
    }

    private Instant validUntil() {
        return clock.instant().plus(Duration.ofHours(1));
    }

    private SmscLink open(int binds, int window) throws IOException, InterruptedException {
        LinkSettings settings = LinkSettings.of(
                        "bench", peer, Credentials.of("bench", "bench"), "12345", new Pace(window, RATE))
                .with(new Binds(binds, Binds.Kind.TRANSCEIVER, Binds.Version.V3_4));
        SmscLink link = SmscLinks.create(settings, clock, new SplittableRandom(1), LinkMetrics.NONE);
        try {
            link.open(new Nobody());
        } catch (LinkException e) {
            throw new IOException(e.getMessage(), e);
        }
        while (link.status().bound() < binds) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return link;
    }

    /** Each answer submits one more, as each thread of the bare loop does: twice the window waits or is under way. */
    private SmppFigures.Side ours(int binds, int window) throws IOException, InterruptedException {
        List<Segment> segments = new ArrayList<>();
        for (int card = 0; card < CARDS; card++) {
            segments.add(segment(card));
        }
        try (SmscLink link = open(binds, window)) {
            Endless endless = new Endless(link, segments, plan.each());
            ProcessCost before = ProcessCost.now();
            long start = System.nanoTime();
            endless.run(2 * window * binds);
            return side(endless.accepted.get(), start, before);
        }
    }

    private SmppFigures.Side bare(int binds, int window) throws IOException, InterruptedException {
        try (BareLoop loop = BareLoop.bind(peer, binds, segment(0))) {
            ProcessCost before = ProcessCost.now();
            long start = System.nanoTime();
            long answered = loop.run(window, plan.each().toNanos());
            return side(answered, start, before);
        }
    }

    private static SmppFigures.Side side(long answered, long start, ProcessCost before) {
        double seconds = (System.nanoTime() - start) / 1e9;
        ProcessCost cost = ProcessCost.now().since(before);
        double each = Math.max(1, answered);
        return new SmppFigures.Side(
                answered / seconds, cost.cpuNanos() / each, cost.reads() / each, cost.writes() / each);
    }

    /** Submits until its time is over, one segment for each result. */
    private static final class Endless {
        private final SmscLink link;
        private final List<Segment> segments;
        private final long end;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger underWay = new AtomicInteger();
        private final CountDownLatch done = new CountDownLatch(1);
        final AtomicLong accepted = new AtomicLong();

        Endless(SmscLink link, List<Segment> segments, Duration each) {
            this.link = link;
            this.segments = segments;
            this.end = System.nanoTime() + each.toNanos();
        }

        void run(int together) throws InterruptedException {
            underWay.set(together);
            for (int i = 0; i < together; i++) {
                submit();
            }
            done.await();
        }

        private void submit() {
            Segment segment = segments.get(Math.floorMod(next.getAndIncrement(), segments.size()));
            link.submit(List.of(segment), (index, result) -> {
                boolean taken = result instanceof SubmitResult.Accepted;
                if (taken) {
                    accepted.incrementAndGet();
                }
                if (taken && System.nanoTime() < end) {
                    submit();
                } else if (underWay.decrementAndGet() == 0) {
                    done.countDown();
                }
            });
        }
    }

    /** Median nanoseconds of each, probe by probe in turn: what else the machine does meets both. */
    private long[] idle() throws IOException, InterruptedException {
        Segment segment = segment(0);
        List<Long> ours = new ArrayList<>();
        List<Long> bare = new ArrayList<>();
        try (SmscLink link = open(1, 10);
                BareLoop loop = BareLoop.bind(peer, 1, segment)) {
            for (int i = 0; i < plan.idleProbes(); i++) {
                TimeUnit.MILLISECONDS.sleep(1);
                CompletableFuture<SubmitResult> result = new CompletableFuture<>();
                long start = System.nanoTime();
                link.submit(List.of(segment), (index, told) -> result.complete(told));
                SubmitResult unused = result.join();
                ours.add(System.nanoTime() - start);
                TimeUnit.MILLISECONDS.sleep(1);
                start = System.nanoTime();
                loop.submit();
                bare.add(System.nanoTime() - start);
            }
        }
        return new long[] {median(ours), median(bare)};
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    /** The peer sends nothing of its own. */
    private static final class Nobody implements LinkListener {
        @Override
        public void receipt(DeliveryReceipt receipt, Acknowledgement acknowledgement) {
            acknowledgement.durable();
        }

        @Override
        public void message(IncomingMessage message, Acknowledgement acknowledgement) {
            acknowledgement.durable();
        }
    }
}
