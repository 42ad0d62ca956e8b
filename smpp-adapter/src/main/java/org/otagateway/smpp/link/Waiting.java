// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What waits to be written in one session, in its order; packets that are urgent go before others, not between the
 * segments of one. Bounded. Not safe for several threads.
 */
final class Waiting {
    /** Segments, and replies, that are written in one go. */
    static final int MOST_AT_ONCE = 64;

    /** Segments that may wait beside the window; a packet of 255 always finds room while there is headroom. */
    private static final int MOST_SEGMENTS = 4096;
    /** Replies that may wait; an SMSC that sends so much and reads nothing is given up. */
    private static final int MOST_REPLIES = 10_000;

    /** A deliver_sm_resp. */
    record Reply(int sequence, int commandStatus) {}

    /** What is written in one go. */
    record Batch(List<Reply> replies, List<Pending> segments) {}

    /**
     * Segments that were not written.
     *
     * @param torn of packets of which some were
     * @param whole of packets of which none was
     */
    record Unwritten(List<Pending> torn, List<Pending> whole) {}

    private final Deque<Pending> urgent = new ArrayDeque<>();
    private final Deque<Pending> usual = new ArrayDeque<>();
    private final Deque<Reply> replies = new ArrayDeque<>();

    /** Segments. */
    int size() {
        return urgent.size() + usual.size();
    }

    boolean hasSegments() {
        return size() > 0;
    }

    boolean hasReplies() {
        return !replies.isEmpty();
    }

    /** Whether so many segments more find room. */
    boolean holds(int more) {
        return size() + more <= MOST_SEGMENTS;
    }

    void add(Pending segment) {
        (segment.isUrgent() ? urgent : usual).add(segment);
    }

    /** False where there are too many. */
    boolean reply(int sequence, int commandStatus) {
        replies.add(new Reply(sequence, commandStatus));
        return replies.size() <= MOST_REPLIES;
    }

    /** Takes the oldest replies, and the first segments, {@code permitted} of them. */
    Batch take(int permitted) {
        List<Reply> answers = new ArrayList<>();
        while (answers.size() < MOST_AT_ONCE && !replies.isEmpty()) {
            answers.add(replies.remove());
        }
        List<Pending> taken = new ArrayList<>(permitted);
        for (int i = 0; i < permitted; i++) {
            taken.add(next().remove());
        }
        return new Batch(answers, taken);
    }

    /** Empties it. */
    Unwritten clear() {
        replies.clear();
        return dropSegments();
    }

    /** Leaves the replies alone. */
    Unwritten dropSegments() {
        List<Pending> torn = new ArrayList<>();
        while (isTorn(urgent) || isTorn(usual)) {
            torn.add(next().remove());
        }
        List<Pending> whole = new ArrayList<>(urgent);
        whole.addAll(usual);
        urgent.clear();
        usual.clear();
        return new Unwritten(torn, whole);
    }

    /** Where the next segment is: a packet of which some are written comes first. */
    private Deque<Pending> next() {
        return isTorn(usual) || (urgent.isEmpty() && !usual.isEmpty()) ? usual : urgent;
    }

    private static boolean isTorn(Deque<Pending> queue) {
        return !queue.isEmpty() && !queue.element().isFirst();
    }
}
