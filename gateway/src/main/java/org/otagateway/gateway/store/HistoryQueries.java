// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.Outcome;

/** Reads what became of cards: operators' acts, and their deliveries in all jobs. */
public final class HistoryQueries {
    private final Sql sql;

    HistoryQueries(Sql sql) {
        this.sql = sql;
    }

    /**
     * What an operator did to a card.
     *
     * @param act the card's standing then, in words
     * @param reason the operator's words; null where there are none
     */
    public record Act(
            Instant happened, String act, @Nullable String reason) {}

    /** Up to {@code limit} acts on a card, the newest first. */
    public List<Act> acts(long cardId, int limit) {
        return sql.list(
                "SELECT happened, act, reason FROM card_act WHERE card_id = ? ORDER BY id DESC LIMIT ?",
                row -> new Act(row.time(1), row.text(2), row.textOrNull(3)),
                cardId,
                limit);
    }

    /**
     * A card in a job.
     *
     * @param id the delivery's row
     * @param rowNo the row of the job, from 1
     * @param created when it was planned; null where that is not kept
     * @param finished when it had its outcome; null before
     */
    public record CardDelivery(
            long id,
            long jobId,
            String job,
            int run,
            long rowNo,
            Outcome outcome,
            @Nullable Instant created,
            @Nullable Instant finished,
            @Nullable String detail) {}

    /** Up to {@code limit} deliveries of a card below row {@code beforeId}, the newest first. */
    public List<CardDelivery> deliveries(long cardId, long beforeId, int limit) {
        return sql.list(
                "SELECT d.id, d.job_id, j.name, j.run, d.row_no, d.outcome, i.created, r.finished, r.detail"
                        + " FROM delivery d JOIN job j ON j.id = d.job_id"
                        + " LEFT JOIN delivery_input i ON i.delivery_id = d.id"
                        + " LEFT JOIN delivery_result r ON r.delivery_id = d.id"
                        + " WHERE d.card_id = ? AND d.id < ? ORDER BY d.id DESC LIMIT ?",
                row -> new CardDelivery(
                        row.number(1),
                        row.number(2),
                        row.text(3),
                        row.small(4),
                        row.number(5),
                        Outcome.ofCode(row.small(6)),
                        row.timeOrNull(7),
                        row.timeOrNull(8),
                        row.textOrNull(9)),
                cardId,
                beforeId,
                limit);
    }
}
