// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one session that wait for their answer, and those given up whose answer may still come. Both in the
 * order of writing, so that what is too old stands first. Not safe for several threads.
 */
final class Flight {
    private final int maxLate;
    private final Map<Integer, Pending> waiting = new LinkedHashMap<>();
    private final Map<Integer, Pending> late = new LinkedHashMap<>();

    /** @param maxLate the segments given up that are remembered; of more, the oldest are forgotten */
    Flight(int maxLate) {
        this.maxLate = maxLate;
    }

    int size() {
        return waiting.size();
    }

    void add(int sequence, Pending pending) {
        waiting.put(sequence, pending);
    }

    /** The segment that an answer belongs to, which is then forgotten. */
    @Nullable
    Pending answered(int sequence) {
        Pending pending = waiting.remove(sequence);
        return pending != null ? pending : late.remove(sequence);
    }

    /** Gives up what was written before {@code oldest}: it no longer counts, but its answer is still known. */
    List<Pending> giveUp(long oldest) {
        List<Pending> given = new ArrayList<>();
        Iterator<Map.Entry<Integer, Pending>> entries = waiting.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Integer, Pending> entry = entries.next();
            if (entry.getValue().writtenAt() - oldest >= 0) {
                break;
            }
            entries.remove();
            late.put(entry.getKey(), entry.getValue());
            given.add(entry.getValue());
        }
        return given;
    }

    /** Forgets what was given up and written before {@code oldest}. */
    void forget(long oldest) {
        Iterator<Pending> entries = late.values().iterator();
        while (entries.hasNext() && (entries.next().writtenAt() - oldest < 0 || late.size() > maxLate)) {
            entries.remove();
        }
    }

    /** Everything that still waits, which is then forgotten. */
    List<Pending> drain() {
        List<Pending> all = new ArrayList<>(waiting.values());
        waiting.clear();
        late.clear();
        return all;
    }
}
