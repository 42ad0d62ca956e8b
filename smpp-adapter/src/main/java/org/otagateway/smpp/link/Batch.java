// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What is written in one go. */
record Batch(List<Reply> replies, List<Pending> segments) {
    /** Segments, and replies. */
    static final int MOST = 64;

    /** A deliver_sm_resp. */
    record Reply(int sequence, int commandStatus) {}

    /** Takes the oldest replies, and the oldest segments, {@code permitted} of them. */
    static Batch take(Deque<Reply> replies, Deque<Pending> queue, int permitted) {
        List<Reply> answers = new ArrayList<>();
        while (answers.size() < MOST && !replies.isEmpty()) {
            answers.add(replies.remove());
        }
        List<Pending> segments = new ArrayList<>(permitted);
        for (int i = 0; i < permitted; i++) {
            segments.add(queue.remove());
        }
        return new Batch(answers, segments);
    }
}
