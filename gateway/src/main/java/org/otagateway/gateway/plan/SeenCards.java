// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.util.Map;
import java.util.TreeMap;

/**
 * On which line of a card file an import made a card, so that a second row of that card is seen. Cards made of lines in a row
 * have ids in a row, so that a file of any length comes to a few runs; where it does not, the rest is left to the store.
 */
final class SeenCards {
    private static final int MOST_RUNS = 10_000;

    private final TreeMap<Long, Run> runs = new TreeMap<>();

    private record Run(long firstLine, long count) {}

    /** Whether there is room for a page more; if not, its cards go into the store. */
    boolean hasRoom() {
        return runs.size() < MOST_RUNS;
    }

    /** Notes that the card in row {@code id}, the highest so far, was made of {@code line}. */
    void add(long id, long line) {
        Map.Entry<Long, Run> last = runs.lastEntry();
        if (last != null) {
            Run run = last.getValue();
            if (last.getKey() + run.count == id && run.firstLine + run.count == line) {
                runs.put(last.getKey(), new Run(run.firstLine, run.count + 1));
                return;
            }
        }
        runs.put(id, new Run(line, 1));
    }

    /** The line that the card in row {@code id} was made of, or 0. */
    long line(long id) {
        Map.Entry<Long, Run> run = runs.floorEntry(id);
        long place = run == null ? 0 : id - run.getKey();
        return run == null || place >= run.getValue().count ? 0 : run.getValue().firstLine + place;
    }
}
