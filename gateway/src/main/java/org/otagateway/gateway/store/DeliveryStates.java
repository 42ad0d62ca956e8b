// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.Progress;
import org.otagateway.gateway.outcome.StepVisit;

/** Reads and writes where deliveries stand and what came back for them. */
public final class DeliveryStates {
    private static final String DELIVERY =
            "SELECT d.id, d.job_id, d.row_no, d.card_id, d.attempt_id, d.phase, d.outcome, d.due_at, d.packets,"
                    + " d.marks, r.por_verified, r.response_status, r.commands_executed, r.status_word, r.response_data,"
                    + " r.smsc_state, r.smsc_error, r.finished, r.detail, d.step, d.visit, d.variant, d.restarts,"
                    + " d.holding, d.wave FROM delivery d LEFT JOIN delivery_result r ON r.delivery_id = d.id WHERE ";

    private final Sql sql;
    private final WorkingSet kept;

    DeliveryStates(Sql sql, WorkingSet kept) {
        this.sql = sql;
        this.kept = kept;
    }

    /** The delivery in row {@code id}, or null. */
    public @Nullable DeliveryRow find(long id) {
        DeliveryRow known = kept.deliveries().find(id);
        return known == null ? sql.first(DELIVERY + "d.id = ?", DeliveryStates::delivery, id) : known;
    }

    /** The delivery as it is now; null where it is gone. */
    public @Nullable DeliveryRow again(Due due) {
        List<DeliveryRow> unused = ofCard(due.cardId);
        return find(due.id);
    }

    /** The deliveries of a card, the oldest first; null where they are many. */
    private @Nullable List<DeliveryRow> ofCard(long cardId) {
        return kept.deliveries().of(cardId, this::few);
    }

    private List<DeliveryRow> few(long cardId) {
        return sql.listOf(
                cardId, DELIVERY + "d.card_id = ? ORDER BY d.id" + KeptRows.LIMIT, DeliveryStates::delivery, cardId);
    }

    /** The first job after {@code jobId} that has something to do by time, found by one seek; 0 where there is none. */
    public long jobWithDueAfter(long jobId) {
        return sql.number("SELECT min(job_id) FROM delivery WHERE due_at IS NOT NULL AND job_id > ?", jobId);
    }

    /** A delivery whose time has come; {@link #again} has the rest of it. */
    public record Due(long id, long cardId, Phase phase) {
        private static Due of(Sql.Row row) throws SQLException {
            return new Due(row.number(1), row.number(2), Phase.ofCode(row.small(3)));
        }
    }

    // Limits as numbers: see KeptRows.LIMIT.
    private static final String DUE = "SELECT id, card_id, phase FROM delivery WHERE job_id = ? AND due_at <= ?";

    /** Up to {@code limit} deliveries of a job whose time has come, the longest due first. */
    public List<Due> due(long jobId, Instant now, int limit) {
        return sql.list(DUE + " AND due_at IS NOT NULL ORDER BY due_at LIMIT " + limit, Due::of, jobId, now);
    }

    /** As {@link #due}, but only those with a packet under way. */
    public List<Due> dueInFlight(long jobId, Instant now, int limit) {
        return sql.list(DUE + " AND phase IN (1, 2) ORDER BY due_at LIMIT " + limit, Due::of, jobId, now);
    }

    /** As {@link #due}, but only those that hold their card between two steps of their plan. */
    public List<Due> dueHolding(long jobId, Instant now, int limit) {
        return sql.list(
                DUE + " AND holding IS NOT NULL AND phase = 0 ORDER BY due_at LIMIT " + limit, Due::of, jobId, now);
    }

    /** The delivery whose plan holds this security domain of the card; 0 where none does. */
    public long holder(long cardId, String securityDomain) {
        List<DeliveryRow> ofCard = ofCard(cardId);
        if (ofCard != null) {
            for (DeliveryRow row : ofCard) {
                if (securityDomain.equals(row.state().progress().holds())) {
                    return row.id();
                }
            }
            return 0;
        }
        return sql.number("SELECT id FROM delivery WHERE card_id = ? AND holding = ?", cardId, securityDomain);
    }

    /** When the next step of the job falls due, or null. */
    public @Nullable Instant nextDue(long jobId) {
        return time(sql.number("SELECT min(due_at) FROM delivery WHERE job_id = ? AND due_at IS NOT NULL", jobId));
    }

    /** When the next step of a packet under way falls due, or null. */
    public @Nullable Instant nextDueInFlight(long jobId) {
        return time(sql.number("SELECT min(due_at) FROM delivery WHERE job_id = ? AND phase IN (1, 2)", jobId));
    }

    /** Cards of a job with a packet under way, or between two packets of their plan, counted up to {@code most}. */
    public int underWay(long jobId, int most) {
        long inFlight = sql.number(
                "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE job_id = ? AND phase IN (1, 2) LIMIT ?) d",
                jobId,
                most);
        long between = sql.number(
                "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE job_id = ? AND holding IS NOT NULL AND phase = 0"
                        + " LIMIT ?) d",
                jobId,
                most);
        return (int) Math.min(most, inFlight + between);
    }

    /**
     * Up to {@code limit} deliveries of a job after row {@code afterId} that were being sent by nobody who is there: by an
     * earlier owner of the store, or by a node that is gone.
     */
    public List<DeliveryRow> interrupted(long jobId, long afterId, int limit) {
        return sql.list(
                DELIVERY + "d.job_id = ? AND d.phase IN (1, 2) AND d.phase = 1 AND d.id > ? AND NOT EXISTS (SELECT 1"
                        + " FROM attempt a JOIN node n ON n.id = a.node WHERE a.delivery_id = d.id AND a.under_way = 1"
                        + " AND n.departed IS NULL) ORDER BY d.id LIMIT ?",
                DeliveryStates::delivery,
                jobId,
                afterId,
                limit);
    }

    /**
     * Up to {@code limit} deliveries of a job behind row {@code afterRow} of its cards that have no outcome yet, in their
     * order: a page of the index of these rows, however many there are.
     */
    public List<DeliveryRow> pending(long jobId, long afterRow, int limit) {
        return sql.list(
                DELIVERY + "d.job_id = ? AND d.row_no > ? AND d.outcome = 0 ORDER BY d.row_no LIMIT ?",
                DeliveryStates::delivery,
                jobId,
                afterRow,
                limit);
    }

    /** The deliveries of a card that have no outcome yet. */
    public List<DeliveryRow> pendingOfCard(long cardId) {
        return sql.list(DELIVERY + "d.card_id = ? AND d.outcome = 0 ORDER BY d.id", DeliveryStates::delivery, cardId);
    }

    /** Whether a delivery of the job has no outcome yet. */
    public boolean anyPending(long jobId) {
        return sql.number(
                        "SELECT CASE WHEN EXISTS (SELECT 1 FROM delivery WHERE job_id = ? AND due_at IS NOT NULL"
                                + " AND outcome = 0) THEN 1 ELSE 0 END",
                        jobId)
                > 0;
    }

    /** The job's own copy of the card's columns. */
    public @Nullable DeliveryInput input(long deliveryId) {
        return sql.first(
                "SELECT columns, sealed FROM delivery_input WHERE delivery_id = ?",
                row -> new DeliveryInput(row.text(1), row.octetsOrNull(2)),
                deliveryId);
    }

    /** Writes what changed. */
    public void update(DeliveryRow before, DeliveryRow after) {
        DeliveryState state = after.state();
        kept.deliveries().changed(before, after.asStored());
        if (!sameHot(before, after)) {
            sql.put(
                    after.cardId(),
                    after.id(),
                    "UPDATE delivery SET phase = ?, outcome = ?, due_at = ?, packets = ?, marks = ?, attempt_id = ?"
                            + " WHERE id = ?",
                    state.phase().code(),
                    state.outcome().code(),
                    state.dueAt(),
                    state.packets(),
                    state.marks(),
                    after.attemptId(),
                    after.id());
        }
        if (!state.progress().equals(before.state().progress())) {
            put(after, state.progress());
        }
        if (!state.evidence().equals(before.state().evidence())) {
            put(after, state.evidence());
        }
    }

    private static boolean sameHot(DeliveryRow before, DeliveryRow after) {
        DeliveryState one = before.state();
        DeliveryState other = after.state();
        return java.util.Objects.equals(before.attemptId(), after.attemptId())
                && one.phase() == other.phase()
                && one.outcome() == other.outcome()
                && java.util.Objects.equals(one.dueAt(), other.dueAt())
                && one.packets() == other.packets()
                && one.marks() == other.marks();
    }

    /** Written at once: an index says who holds a card. */
    private void put(DeliveryRow row, Progress progress) {
        sql.updateOf(
                row.cardId(),
                "UPDATE delivery SET step = ?, visit = ?, variant = ?, restarts = ?, holding = ? WHERE id = ?",
                progress.visit().step(),
                progress.visit().number(),
                progress.visit().variant(),
                progress.restarts(),
                progress.holds(),
                row.id());
    }

    private void put(DeliveryRow row, Evidence evidence) {
        sql.put(
                row.cardId(),
                row.id(),
                "INSERT INTO delivery_result (delivery_id, por_verified, response_status, commands_executed,"
                        + " status_word, response_data, smsc_state, smsc_error, finished, detail) VALUES (?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?) ON CONFLICT (delivery_id) DO UPDATE SET por_verified = excluded.por_verified,"
                        + " response_status = excluded.response_status, commands_executed = excluded.commands_executed,"
                        + " status_word = excluded.status_word, response_data = excluded.response_data, smsc_state ="
                        + " excluded.smsc_state, smsc_error = excluded.smsc_error, finished = excluded.finished, detail ="
                        + " excluded.detail",
                row.id(),
                evidence.porVerified(),
                evidence.responseStatus(),
                evidence.commandsExecuted(),
                evidence.statusWord(),
                evidence.responseData(),
                evidence.smscState(),
                EvidenceColumns.error(evidence.smscError()),
                evidence.finished(),
                evidence.detail());
    }

    /** The delivery looks again then, and nothing else of it changes. */
    public void putOff(long deliveryId, Instant until) {
        kept.deliveries()
                .changed(
                        deliveryId,
                        row -> row.id() == deliveryId && row.state().dueAt() != null ? row.due(until) : row);
        sql.updateTold("UPDATE delivery SET due_at = ? WHERE id = ? AND due_at IS NOT NULL", until, deliveryId);
    }

    /** Deliveries of a card that wait for an answer to what was sent, or for their next send. */
    public List<DeliveryRow> awaiting(long cardId, Instant now) {
        List<DeliveryRow> ofCard = ofCard(cardId);
        if (ofCard != null) {
            return ofCard.stream().filter(row -> awaits(row, now)).toList();
        }
        return sql.list(
                DELIVERY + "d.card_id = ? AND d.phase = 2 AND d.outcome = 0 AND d.due_at > ? ORDER BY d.id",
                DeliveryStates::delivery,
                cardId,
                now);
    }

    /** Deliveries that wait for their card look again at once; those whose wave has not begun go on waiting for it. */
    public int wake(long cardId, Instant now) {
        List<DeliveryRow> ofCard = ofCard(cardId);
        if (ofCard != null && ofCard.stream().noneMatch(row -> sleeps(row, now))) {
            return 0;
        }
        kept.deliveries().changedOf(cardId, row -> sleeps(row, now) ? row.due(now) : row);
        return sql.updateOf(
                cardId,
                "UPDATE delivery SET due_at = ? WHERE card_id = ? AND phase = 0 AND due_at > ? AND due_at < ?",
                now,
                cardId,
                now,
                Waves.NOT_BEGUN);
    }

    private static boolean awaits(DeliveryRow row, Instant now) {
        DeliveryState state = row.state();
        return state.phase() == Phase.AWAITING && state.outcome() == Outcome.PENDING && after(state.dueAt(), now);
    }

    private static boolean sleeps(DeliveryRow row, Instant now) {
        Instant due = row.state().dueAt();
        return row.state().phase() == Phase.WAITING && due != null && after(due, now) && due.isBefore(Waves.NOT_BEGUN);
    }

    /** As the columns say it. */
    private static boolean after(@Nullable Instant time, Instant now) {
        return time != null && time.toEpochMilli() > now.toEpochMilli();
    }

    private static DeliveryRow delivery(Sql.Row row) throws SQLException {
        return new DeliveryRow(
                row.number(1),
                row.number(2),
                row.number(3),
                row.number(4),
                row.small(25),
                row.numberOrNull(5),
                new DeliveryState(
                        Phase.ofCode(row.small(6)),
                        Outcome.ofCode(row.small(7)),
                        row.timeOrNull(8),
                        row.small(9),
                        row.small(10),
                        EvidenceColumns.read(row, 11),
                        new Progress(
                                new StepVisit(row.small(20), row.small(21), row.smallOrNull(22)),
                                row.small(23),
                                row.textOrNull(24))));
    }

    private static @Nullable Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
