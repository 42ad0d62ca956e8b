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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
        public static final Plan FULL = new Plan(List.of(1, 4), List.of(1, 10, 50, 200), Duration.ofSeconds(2), 3, 500);
        public static final Plan SHORT = new Plan(List.of(1), List.of(10, 50), Duration.ofMillis(700), 2, 100);

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
        // Warm both: the first figures would be those of the interpreter.
        double unused = ours(1, 50) + bare(1, 50);
        for (int binds : plan.binds()) {
            for (int window : plan.windows()) {
                double ours = 0;
                double bare = 0;
                for (int round = 0; round < plan.rounds(); round++) {
                    ours = Math.max(ours, ours(binds, window));
                    bare = Math.max(bare, bare(binds, window));
                }
                cases.add(new SmppFigures.Case(binds, window, ours, bare));
                progress.accept(binds + " binds, window " + window + ": done");
            }
        }
        return new SmppFigures(cases, idleOurs(), idleBare());
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

    private double ours(int binds, int window) throws IOException, InterruptedException {
        List<Segment> segments = new ArrayList<>();
        for (int card = 0; card < CARDS; card++) {
            segments.add(segment(card));
        }
        try (SmscLink link = open(binds, window)) {
            // Twice the window: what waits for room there is what a gateway has ready.
            Semaphore room = new Semaphore(2 * window * binds);
            AtomicLong accepted = new AtomicLong();
            long start = System.nanoTime();
            long end = start + plan.each().toNanos();
            for (int card = 0; System.nanoTime() < end; card = (card + 1) % CARDS) {
                room.acquire();
                link.submit(List.of(segments.get(card)), (index, result) -> {
                    if (result instanceof SubmitResult.Accepted) {
                        accepted.incrementAndGet();
                    }
                    room.release();
                });
            }
            return accepted.get() * 1e9 / (System.nanoTime() - start);
        }
    }

    private double bare(int binds, int window) throws IOException, InterruptedException {
        try (BareLoop loop = BareLoop.bind(peer, binds, segment(0))) {
            long start = System.nanoTime();
            long answered = loop.run(window, plan.each().toNanos());
            return answered * 1e9 / (System.nanoTime() - start);
        }
    }

    private long idleOurs() throws IOException, InterruptedException {
        Segment segment = segment(0);
        try (SmscLink link = open(1, 10)) {
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < plan.idleProbes(); i++) {
                TimeUnit.MILLISECONDS.sleep(1);
                CompletableFuture<SubmitResult> result = new CompletableFuture<>();
                long start = System.nanoTime();
                link.submit(List.of(segment), (index, told) -> result.complete(told));
                SubmitResult unused = result.join();
                times.add(System.nanoTime() - start);
            }
            return median(times);
        }
    }

    private long idleBare() throws IOException, InterruptedException {
        try (BareLoop loop = BareLoop.bind(peer, 1, segment(0))) {
            List<Long> times = new ArrayList<>();
            for (int i = 0; i < plan.idleProbes(); i++) {
                TimeUnit.MILLISECONDS.sleep(1);
                long start = System.nanoTime();
                loop.submit();
                times.add(System.nanoTime() - start);
            }
            return median(times);
        }
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
