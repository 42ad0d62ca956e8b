// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import org.jspecify.annotations.Nullable;

/** What waits to be written in one session, what is under way, and what of it may go now. Guarded by the lock of its exchange. */
final class Traffic {
    final Waiting waiting = new Waiting();
    final Flight flight;
    final WriteTurn turn = new WriteTurn();
    private final int window;
    private final Regulator regulator;
    private boolean halted;

    Traffic(int window, Regulator regulator) {
        this.window = window;
        this.regulator = regulator;
        this.flight = new Flight(Math.max(1000, 10 * window));
    }

    /** No segment is written any more, replies are. */
    void halt() {
        halted = true;
    }

    boolean halted() {
        return halted;
    }

    /** Segments that take room in the window. */
    int unanswered() {
        return flight.size() + turn.writing();
    }

    /** Segments that wait and for which the window has room. */
    int due() {
        return halted ? 0 : Math.min(window - unanswered(), waiting.size());
    }

    /** What is to be written now, whose turn then begins; null where there is nothing, or the rate forbids it. */
    Waiting.@Nullable Batch take(long now) {
        int wanted = Math.min(Waiting.MOST_AT_ONCE, due());
        int permitted = wanted <= 0 ? 0 : regulator.reserve(now, wanted);
        if (permitted == 0 && !waiting.hasReplies()) {
            return null;
        }
        Waiting.Batch batch = waiting.take(permitted);
        turn.begin(now, batch.replies().size(), permitted);
        return batch;
    }

    /** The same for a thread that must not wait in a write: null as well where it might. */
    Waiting.@Nullable Batch takeSurely(long now) {
        boolean sure = !turn.busy()
                && !waiting.hasReplies()
                && turn.surelyTakes(Math.min(Waiting.MOST_AT_ONCE, Math.max(0, due())));
        return sure ? take(now) : null;
    }
}
