// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.SubmissionState;
import org.otagateway.packet.bytes.Octets;

/** Reads what became of cards: operators' acts, and their deliveries in all jobs. */
public final class HistoryQueries {
    private static final String DELIVERY =
            "SELECT d.id, d.job_id, j.name, j.run, d.row_no, d.outcome, i.created, r.finished, r.detail"
                    + " FROM delivery d JOIN job j ON j.id = d.job_id"
                    + " LEFT JOIN delivery_input i ON i.delivery_id = d.id"
                    + " LEFT JOIN delivery_result r ON r.delivery_id = d.id WHERE ";

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
                DELIVERY + "d.card_id = ? AND d.id < ? ORDER BY d.id DESC LIMIT ?",
                HistoryQueries::delivery,
                cardId,
                beforeId,
                limit);
    }

    /** The delivery of a card in a job, or null. */
    public @Nullable CardDelivery delivery(long cardId, long jobId) {
        return sql.first(DELIVERY + "d.card_id = ? AND d.job_id = ?", HistoryQueries::delivery, cardId, jobId);
    }

    private static CardDelivery delivery(Sql.Row row) throws SQLException {
        return new CardDelivery(
                row.number(1),
                row.number(2),
                row.text(3),
                row.small(4),
                row.number(5),
                Outcome.ofCode(row.small(6)),
                row.timeOrNull(7),
                row.timeOrNull(8),
                row.textOrNull(9));
    }

    /**
     * A packet of a delivery.
     *
     * @param created when it first went out; null in packets of an older release
     * @param submitted submit_sm written for it
     */
    public record Packet(
            long id,
            AttemptKind kind,
            int step,
            int keyVersion,
            long counter,
            int reference,
            Octets digest,
            @Nullable Instant created,
            int sends,
            int submitted,
            Instant validUntil,
            boolean underWay) {}

    /** The packets of a delivery, the oldest first. */
    public List<Packet> packets(long deliveryId) {
        return sql.list(
                "SELECT id, kind, step, key_version, counter, reference, digest, created, sends, submitted, valid_until,"
                        + " under_way FROM attempt WHERE delivery_id = ? ORDER BY id",
                row -> new Packet(
                        row.number(1),
                        AttemptKind.ofCode(row.small(2)),
                        row.small(3),
                        row.small(4),
                        row.number(5),
                        row.small(6),
                        row.octets(7),
                        row.timeOrNull(8),
                        row.small(9),
                        row.small(10),
                        row.time(11),
                        row.flag(12)),
                deliveryId);
    }

    /**
     * A segment of one round of a packet.
     *
     * @param link which took it; null where none is known to
     * @param messageId by which the SMSC names it; kept for some days
     */
    public record SegmentPast(
            int round,
            int part,
            SubmissionState state,
            @Nullable String link,
            @Nullable String messageId) {}

    /** The segments of a packet, round by round. */
    public List<SegmentPast> segments(long attemptId) {
        return sql.list(
                "SELECT s.round, s.part, s.state, m.link, m.message_id FROM submission s"
                        + " LEFT JOIN message_reference m ON m.attempt_id = s.attempt_id AND m.round = s.round"
                        + " AND m.part = s.part WHERE s.attempt_id = ? ORDER BY s.round, s.part",
                row -> new SegmentPast(
                        row.small(1),
                        row.small(2),
                        SubmissionState.ofCode(row.small(3)),
                        row.textOrNull(4),
                        row.textOrNull(5)),
                attemptId);
    }

    /**
     * What happened to a delivery.
     *
     * @param attemptId the packet that it is about; null where it is about none
     * @param octets what came in; null where nothing did
     */
    public record Past(
            Instant happened,
            @Nullable Long attemptId,
            String kind,
            @Nullable String detail,
            @Nullable Octets octets) {}

    /** The first {@code limit} events of a delivery. */
    public List<Past> past(long deliveryId, int limit) {
        return sql.list(
                "SELECT happened, attempt_id, kind, detail, octets FROM event WHERE delivery_id = ? ORDER BY id LIMIT ?",
                row -> new Past(row.time(1), row.numberOrNull(2), row.text(3), row.textOrNull(4), row.octetsOrNull(5)),
                deliveryId,
                limit);
    }
}
