// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the cards of a job go in waves. Those of waves to come lie at {@link #NOT_BEGUN} and cost nothing. */
public final class Waves extends WaveQueries {
    /** When a card falls due whose wave has not begun: never, as long as nobody lets it go. */
    public static final Instant NOT_BEGUN = Instant.parse("9999-12-31T00:00:00Z");

    // The plus keeps an index of due times out of it: the rows come in the order of the file.
    private static final String WAITING =
            "SELECT id, row_no FROM delivery WHERE job_id = ? AND row_no > ? AND +due_at >= ? ORDER BY row_no LIMIT ?";

    private final WorkingSet kept;

    Waves(Sql sql, WorkingSet kept) {
        super(sql);
        this.kept = kept;
    }

    /** A card whose wave has not begun. */
    public record Card(long deliveryId, long row) {}

    /** Begins a wave. */
    public void begin(long jobId, int wave, Instant now, long cards) {
        sql.update(
                "INSERT INTO job_wave (job_id, wave, begun, cards, taken, cursor_row, done_at)"
                        + " VALUES (?, ?, ?, ?, 0, 0, NULL)",
                jobId,
                wave,
                now,
                cards);
    }

    /** Writes how far a wave is. */
    public void update(long jobId, Begun wave) {
        sql.update(
                "UPDATE job_wave SET cards = ?, taken = ?, cursor_row = ?, done_at = ? WHERE job_id = ? AND wave = ?",
                wave.cards(),
                wave.taken(),
                wave.row(),
                wave.doneAt(),
                jobId,
                wave.wave());
    }

    /** Up to {@code limit} cards in no wave, of rows after {@code afterRow}, in the order of the card file. */
    public List<Card> waiting(long jobId, long afterRow, int limit) {
        return sql.list(WAITING, row -> new Card(row.number(1), row.number(2)), jobId, afterRow, NOT_BEGUN, limit);
    }

    /** The first card in no wave after that row; null where there is none. */
    public @Nullable Card firstWaiting(long jobId, long afterRow) {
        return sql.first(WAITING, row -> new Card(row.number(1), row.number(2)), jobId, afterRow, NOT_BEGUN, 1);
    }

    /** Lets a card go with a wave. */
    public void let(long deliveryId, int wave, Instant now) {
        kept.deliveries().changed(deliveryId, row -> row.id() == deliveryId ? row.let(wave, now) : row);
        sql.updateTold("UPDATE delivery SET wave = ?, due_at = ? WHERE id = ?", wave, now, deliveryId);
    }

    /** Lets up to {@code limit} cards of all waves to come fall due, since the time of their job is over. */
    public int release(long jobId, Instant now, int limit) {
        return sql.update(
                "UPDATE delivery SET due_at = ? WHERE id IN"
                        + " (SELECT id FROM delivery WHERE job_id = ? AND due_at >= ? LIMIT ?)",
                now,
                jobId,
                NOT_BEGUN,
                limit);
    }
}
