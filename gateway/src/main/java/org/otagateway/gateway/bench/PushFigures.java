// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a run of {@link PushBench} found.
 *
 * @param sizes from the smallest to the largest
 * @param pushes runs of each size, in the order of {@code sizes}
 * @param adapter CPU seconds of the adapter alone, by the number of cards
 * @param places where the CPU of a push goes, in percent of samples by the innermost package of ours; empty where no
 *     recording was made
 */
public record PushFigures(
        List<Long> sizes, List<List<Push>> pushes, Map<Long, Double> adapter, Map<String, Double> places) {
    public PushFigures {
        sizes = List.copyOf(sizes);
        pushes = List.copyOf(pushes);
        adapter = Map.copyOf(adapter);
        places = new LinkedHashMap<>(places);
    }

    /**
     * One push.
     *
     * @param seconds from the start of the command to its end
     * @param cpu seconds of CPU of the gateway's process
     * @param heapPeak octets of heap in use, garbage included, at most
     * @param heapLive octets of heap in use after a collection, at most; 0 where there was none
     * @param confirmed cards with that outcome
     */
    public record Push(double seconds, double cpu, long heapPeak, long heapLive, long confirmed) {}

    /** The median over the runs of one size. */
    public double median(int size, ToDoubleFunction<Push> what) {
        return Medians.of(pushes.get(size).stream().mapToDouble(what).toArray());
    }

    public double cardsPerSecond(int size) {
        return sizes.get(size) / median(size, Push::seconds);
    }

    /** Cards a second with the most cards, of those with the fewest. */
    public double growth() {
        return cardsPerSecond(sizes.size() - 1) / cardsPerSecond(0);
    }

    /** Microseconds of CPU that a further card costs a push, without what the start of a process costs. */
    public double pushMicrosACard() {
        return slope(median(0, Push::cpu), median(sizes.size() - 1, Push::cpu));
    }

    /** The same for the adapter alone. */
    public double adapterMicrosACard() {
        return slope(adapter.getOrDefault(sizes.get(0), 0.0), adapter.getOrDefault(sizes.get(sizes.size() - 1), 0.0));
    }

    /** How many times the CPU of the adapter alone a card costs. */
    public double ratio() {
        return pushMicrosACard() / adapterMicrosACard();
    }

    private double slope(double small, double large) {
        long more = sizes.get(sizes.size() - 1) - sizes.get(0);
        return more == 0 ? large * 1e6 / sizes.get(0) : (large - small) * 1e6 / more;
    }
}
