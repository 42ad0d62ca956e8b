// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.secured.ResponseStatus;

/**
 * Seals and opens packets by each contender in turn, round after round, so that what else the machine does falls on all.
 * Each packet has the keys of another card. Thread CPU is measured, not the clock.
 */
public final class PacketBench {
    /**
     * How long to measure.
     *
     * @param warmUpNanos thread CPU of one contender on one case before the first round
     * @param roundNanos thread CPU, about, of one contender on one case in a round
     * @param openSslPackets packets of each AES variant in a round
     */
    public record Plan(int rounds, long warmUpNanos, long roundNanos, int openSslPackets) {
        public static final Plan FULL = new Plan(11, 150_000_000, 20_000_000, 20_000);
        public static final Plan SHORT = new Plan(3, 20_000_000, 3_000_000, 5_000);
    }

    /** Cards taken in turn, so that no cipher has a key from the packet before. */
    private static final int CARDS = 1024;

    private static final int[] MESSAGES = {1, 7};
    private static final List<Contender> CONTENDERS =
            List.of(new OurCodecs(false), new OurCodecs(true), new NaiveBouncyCastle());
    private static final List<String> NAMES = List.of("ours", "ours, keys from octets", "Bouncy Castle");

    /** The contenders, and behind them the JDK's share of ours. */
    private static final int TASKS = CONTENDERS.size() + 1;

    private final Plan plan;
    private final Consumer<String> progress;
    private final ThreadMXBean threads;

    /**
     * @param progress gets a line for the eye now and then
     * @throws UnsupportedOperationException on a JVM that does not measure threads
     */
    public PacketBench(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean)
                || !bean.isCurrentThreadCpuTimeSupported()
                || !bean.isThreadAllocatedMemorySupported()) {
            throw new UnsupportedOperationException("this JVM measures neither CPU nor memory of a thread");
        }
        this.threads = bean;
    }

    /**
     * Checks octets, then measures.
     *
     * @throws IllegalStateException where a contender makes other octets than the vectors have
     */
    public PacketFigures run() {
        PacketVectors vectors = PacketVectors.read();
        int checked = 0;
        for (int i = 0; i < CONTENDERS.size(); i++) {
            checked += vectors.check(NAMES.get(i), CONTENDERS.get(i));
        }
        try (OpenSslProgram openSsl = OpenSslProgram.build()) {
            checked += openSsl.check(vectors);
            progress.accept(checked + " packets have the octets of their vectors");
            return measured(checked, openSsl);
        } catch (OpenSslProgram.MissingException e) {
            progress.accept("OpenSSL is left out: " + e.getMessage());
            return measured(checked, String.valueOf(e.getMessage()));
        }
    }

    private PacketFigures measured(int checked, OpenSslProgram openSsl) throws OpenSslProgram.MissingException {
        List<Measured> cases = cases();
        List<Map<String, Double>> theirs = new ArrayList<>();
        for (int round = 0; round < plan.rounds(); round++) {
            theirs.add(openSsl.round(plan.openSslPackets()));
            round(cases, round);
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        theirs.get(0)
                .keySet()
                .forEach(name -> medians.put(
                        name,
                        median(theirs.stream().mapToDouble(one -> one.get(name)).toArray())));
        return figures(checked, cases, theirs, medians, "");
    }

    private PacketFigures measured(int checked, String missing) {
        List<Measured> cases = cases();
        for (int round = 0; round < plan.rounds(); round++) {
            round(cases, round);
        }
        return figures(checked, cases, List.of(), Map.of(), missing);
    }

    private void round(List<Measured> cases, int round) {
        cases.forEach(Measured::round);
        progress.accept("round " + (round + 1) + " of " + plan.rounds());
    }

    private PacketFigures figures(
            int checked,
            List<Measured> cases,
            List<Map<String, Double>> theirs,
            Map<String, Double> medians,
            String missing) {
        return new PacketFigures(
                plan.rounds(),
                checked,
                cases.stream().map(one -> one.figures(theirs)).toList(),
                medians,
                missing);
    }

    private List<Measured> cases() {
        List<Measured> cases = new ArrayList<>();
        RandomGenerator random = new SplittableRandom(7);
        for (Algorithm algorithm : Algorithm.values()) {
            for (int messages : MESSAGES) {
                for (Work work : Work.values()) {
                    cases.add(new Measured(algorithm, work, messages, random));
                }
            }
        }
        progress.accept("warming up");
        cases.forEach(Measured::warmUp);
        return cases;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** One case: its samples, and what the rounds so far gave, by contender and round. */
    private final class Measured {
        private final Algorithm algorithm;
        private final Work work;
        private final int messages;
        private final int data;
        private final Sample[] samples = new Sample[CARDS];
        private final List<Contender.Task> tasks;
        private final int[] packets = new int[TASKS];
        private final double[][] cpu = new double[TASKS][plan.rounds()];
        private final double[][] allocated = new double[TASKS][plan.rounds()];
        private int rounds;
        private int next;

        Measured(Algorithm algorithm, Work work, int messages, RandomGenerator random) {
            this.algorithm = algorithm;
            this.work = work;
            this.messages = messages;
            this.data = algorithm.dataLength(messages);
            this.tasks = Stream.concat(
                            CONTENDERS.stream().map(one -> one.task(work)), Stream.of(new JdkShare(work, algorithm)))
                    .toList();
            Contender.Task sealing =
                    new OurCodecs(false).task(work.commands() ? Work.SEAL_COMMAND : Work.SEAL_RESPONSE);
            byte[] content = new byte[data];
            byte[] kic = new byte[algorithm.keyLength()];
            byte[] kid = new byte[algorithm.keyLength()];
            random.nextBytes(content);
            for (int i = 0; i < CARDS; i++) {
                random.nextBytes(kic);
                random.nextBytes(kid);
                Sample clear = new Sample(
                        algorithm.header(),
                        algorithm.keyType(),
                        kic,
                        kid,
                        new Counter(i + 1L),
                        ResponseStatus.POR_OK,
                        Octets.copyOf(content),
                        Octets.EMPTY);
                sealing.run(clear);
                samples[i] = clear.sealedAs(sealing.result());
            }
        }

        void warmUp() {
            for (int i = 0; i < packets.length; i++) {
                long before = threads.getCurrentThreadCpuTime();
                long spent = 0;
                int done = 0;
                while (spent < plan.warmUpNanos()) {
                    run(tasks.get(i), 64);
                    done += 64;
                    spent = threads.getCurrentThreadCpuTime() - before;
                }
                packets[i] = (int) Math.max(64, plan.roundNanos() * done / spent);
            }
        }

        void round() {
            long self = Thread.currentThread().getId();
            for (int i = 0; i < packets.length; i++) {
                Contender.Task task = tasks.get(i);
                long octets = threads.getThreadAllocatedBytes(self);
                long before = threads.getCurrentThreadCpuTime();
                run(task, packets[i]);
                long spent = threads.getCurrentThreadCpuTime() - before;
                cpu[i][rounds] = (double) spent / packets[i];
                allocated[i][rounds] = (double) (threads.getThreadAllocatedBytes(self) - octets) / packets[i];
            }
            rounds++;
        }

        private void run(Contender.Task task, int count) {
            for (int i = 0; i < count; i++) {
                task.run(samples[next]);
                next = (next + 1) % CARDS;
            }
        }

        PacketFigures.Case figures(List<Map<String, Double>> openSsl) {
            double[] naive = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                naive[i] = cpu[2][i] / cpu[0][i];
            }
            String variant = algorithm == Algorithm.TRIPLE_DES_2 ? OpenSslProgram.TRIPLE_DES_2 : OpenSslProgram.AES_128;
            boolean beside =
                    !openSsl.isEmpty() && work == Work.SEAL_COMMAND && messages == 1 && algorithm != Algorithm.AES_256;
            double[] theirs = new double[beside ? rounds : 0];
            for (int i = 0; i < theirs.length; i++) {
                theirs[i] = openSsl.get(i).getOrDefault(variant, Double.NaN) / cpu[0][i];
            }
            return new PacketFigures.Case(
                    algorithm,
                    work,
                    messages,
                    data,
                    figure(0),
                    figure(1),
                    figure(2),
                    figure(TASKS - 1),
                    median(naive),
                    beside ? OptionalDouble.of(median(theirs)) : OptionalDouble.empty());
        }

        private PacketFigures.Figure figure(int contender) {
            return new PacketFigures.Figure(median(cpu[contender]), median(allocated[contender]));
        }
    }
}
