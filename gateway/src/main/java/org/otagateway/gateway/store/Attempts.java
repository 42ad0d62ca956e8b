// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.PacketState;
import org.otagateway.gateway.outcome.StepVisit;
import org.otagateway.gateway.outcome.Submission;
import org.otagateway.gateway.outcome.SubmissionState;

/** Reads and writes packets and their submissions. */
public final class Attempts {
    private static final String ATTEMPT = "SELECT id, delivery_id, card_id, domain_id, kind, key_version, counter,"
            + " reference, digest, segments, sends, rounds, submitted, refusals, deferrals, marks, valid_until, ends_at,"
            + " answered_at, failed_at, final_at, needed, under_way, resolved, chased_by, sealed, step, visit, variant"
            + " FROM attempt WHERE ";

    private static final String UPDATE = "UPDATE attempt SET sends = ?, rounds = ?, submitted = ?, refusals = ?,"
            + " deferrals = ?, marks = ?, valid_until = ?, ends_at = ?, answered_at = ?, failed_at = ?, final_at = ?,"
            + " needed = ?, under_way = ?, resolved = ?, chased_by = ?, sealed = ?";

    private record SubmissionId(long attemptId, int round, int part) {}

    private final Sql sql;
    private final Ids ids;
    private final LongSupplier node;
    private final WorkingSet kept;

    /** @param node the node that submits what a transaction of this store makes ready; 0 where there is one owner */
    Attempts(Sql sql, Ids ids, LongSupplier node, WorkingSet kept) {
        this.kept = kept;
        this.sql = sql;
        this.ids = ids;
        this.node = node;
    }

    /** A row that no attempt has. */
    public long nextId() {
        return ids.next("attempt");
    }

    /** Stores a new packet that goes out for the first time; the unique indexes refuse a counter spent twice and a domain that is taken. */
    public void insert(AttemptRow row, @Nullable Instant created) {
        PacketState p = row.packet();
        sql.updateOf(
                row.cardId(),
                "INSERT INTO attempt (id, delivery_id, card_id, domain_id, kind, key_version, counter, reference, digest,"
                        + " segments, sends, rounds, submitted, refusals, deferrals, marks, valid_until, ends_at,"
                        + " answered_at, failed_at, final_at, needed, under_way, resolved, chased_by, sealed,"
                        + " step, visit, variant, node, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.id(),
                row.deliveryId(),
                row.cardId(),
                row.domainId(),
                p.kind().code(),
                row.keyVersion(),
                p.counter(),
                row.reference(),
                row.digest(),
                p.segments(),
                p.sends(),
                p.rounds(),
                p.submitted(),
                p.refusals(),
                p.deferrals(),
                p.marks(),
                p.validUntil(),
                p.endsAt(),
                p.answeredAt(),
                p.failedAt(),
                p.finalAt(),
                p.needed(),
                p.underWay(),
                p.resolved(),
                row.chasedBy(),
                row.sealed(),
                row.visit().step(),
                row.visit().number(),
                row.visit().variant(),
                node(),
                created);
        p.submissions().forEach(submission -> put(row, submission));
        kept.attempts().added(row.asStored());
    }

    /** Writes what changed. */
    public void update(AttemptRow before, AttemptRow after) {
        PacketState p = after.packet();
        if (p.equals(before.packet()) && java.util.Objects.equals(before.chasedBy(), after.chasedBy())) {
            return;
        }
        kept.attempts().changed(before, after.asStored());
        // Written at once where it says who submits, and where an index may refuse a second packet under way.
        if (intendsMore(before.packet(), p)) {
            sql.updateOf(after.cardId(), UPDATE + ", node = CAST(? AS BIGINT) WHERE id = ?", values(after, true));
        } else if (p.underWay() && !before.packet().underWay()) {
            sql.updateOf(after.cardId(), UPDATE + " WHERE id = ?", values(after, false));
        } else {
            sql.put(after.cardId(), after.id(), UPDATE + " WHERE id = ?", values(after, false));
        }
        List<Submission> old = before.packet().submissions();
        for (int i = 0; i < p.submissions().size(); i++) {
            Submission submission = p.submissions().get(i);
            if (i >= old.size() || !old.get(i).equals(submission)) {
                put(after, submission);
            }
        }
    }

    private @Nullable Object[] values(AttemptRow row, boolean submits) {
        PacketState p = row.packet();
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                p.sends(),
                p.rounds(),
                p.submitted(),
                p.refusals(),
                p.deferrals(),
                p.marks(),
                p.validUntil(),
                p.endsAt(),
                p.answeredAt(),
                p.failedAt(),
                p.finalAt(),
                p.needed(),
                p.underWay(),
                p.resolved(),
                row.chasedBy(),
                p.resolved() ? null : row.sealed()));
        if (submits) {
            values.add(node());
        }
        values.add(row.id());
        return values.toArray();
    }

    private @Nullable Long node() {
        long self = node.getAsLong();
        return self == 0 ? null : self;
    }

    /** Segments are to be submitted that were not before: whoever says so submits them. */
    private static boolean intendsMore(PacketState before, PacketState after) {
        List<Submission> old = before.submissions();
        List<Submission> submissions = after.submissions();
        for (int i = 0; i < submissions.size(); i++) {
            if (submissions.get(i).state() == SubmissionState.INTENDED
                    && (i >= old.size() || old.get(i).state() != SubmissionState.INTENDED)) {
                return true;
            }
        }
        return false;
    }

    private void put(AttemptRow row, Submission submission) {
        sql.put(
                row.cardId(),
                new SubmissionId(row.id(), submission.round(), submission.part()),
                "INSERT INTO submission (attempt_id, round, part, state) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (attempt_id, round, part) DO UPDATE SET state = excluded.state",
                row.id(),
                submission.round(),
                submission.part(),
                submission.state().code());
    }

    /** Frees the domain of a packet whose last copy is dead. */
    public void release(long id) {
        kept.attempts().changed(id, row -> row.id() == id ? row.with(StoredForm.released(row.packet())) : row);
        sql.updateTold("UPDATE attempt SET under_way = 0 WHERE id = ?", id);
    }

    /** Everything of a domain up to {@code counter} is resolved; octets that were kept for it are dropped. */
    public void resolve(CounterDomain domain, long counter) {
        List<AttemptRow> ofCard = ofCard(domain.cardId());
        if (ofCard != null && ofCard.stream().noneMatch(row -> unresolved(row, domain.id(), counter))) {
            return;
        }
        kept.attempts()
                .changedOf(
                        domain.cardId(),
                        row -> unresolved(row, domain.id(), counter)
                                ? row.with(StoredForm.resolved(row.packet())).asStored()
                                : row);
        sql.updateOf(
                domain.cardId(),
                "UPDATE attempt SET resolved = 1, sealed = NULL WHERE domain_id = ? AND counter <= ? AND resolved = 0",
                domain.id(),
                counter);
    }

    private static boolean unresolved(AttemptRow row, long domainId, long counter) {
        return row.domainId() == domainId
                && row.packet().counter() <= counter
                && !row.packet().resolved();
    }

    /** The packets of a card, the oldest first; null where they are many. */
    private @Nullable List<AttemptRow> ofCard(long cardId) {
        return kept.attempts().of(cardId, this::few);
    }

    private List<AttemptRow> few(long cardId) {
        return complete(
                sql.listOf(cardId, ATTEMPT + "card_id = ? ORDER BY id" + KeptRows.LIMIT, Attempts::attempt, cardId));
    }

    /** The packet in row {@code id}, or null. */
    public @Nullable AttemptRow find(long id) {
        AttemptRow known = kept.attempts().find(id);
        return known == null ? one(ATTEMPT + "id = ?", id) : known;
    }

    /** The packet that holds the card, or null. */
    public @Nullable AttemptRow underWay(long cardId) {
        List<AttemptRow> ofCard = ofCard(cardId);
        if (ofCard != null) {
            for (AttemptRow row : ofCard) {
                if (row.packet().underWay()) {
                    return row;
                }
            }
            return null;
        }
        return one(ATTEMPT + "card_id = ? AND under_way = 1", cardId);
    }

    /** The packet of a domain with this counter, or null. */
    public @Nullable AttemptRow find(long domainId, long counter) {
        return one(ATTEMPT + "domain_id = ? AND counter = ?", domainId, counter);
    }

    /**
     * Under counter setting 11: the lowest packet of the domain below {@code counter} that is not resolved and was not
     * sent again for {@code chaser} yet, or null.
     */
    public @Nullable AttemptRow unresolved(long domainId, long counter, long chaser) {
        return one(
                ATTEMPT + "domain_id = ? AND counter < ? AND resolved = 0 AND (chased_by IS NULL OR chased_by <> ?)"
                        + " ORDER BY counter LIMIT 1",
                domainId,
                counter,
                chaser);
    }

    /** The newest packets of a card. */
    public List<AttemptRow> ofCard(long cardId, int limit) {
        List<AttemptRow> ofCard = ofCard(cardId);
        if (ofCard == null) {
            return all(ATTEMPT + "card_id = ? ORDER BY id DESC LIMIT ?", cardId, limit);
        }
        List<AttemptRow> newest = new ArrayList<>(ofCard);
        Collections.reverse(newest);
        return newest.size() <= limit ? newest : newest.subList(0, limit);
    }

    private List<AttemptRow> all(String select, @Nullable Object... parameters) {
        return complete(sql.list(select, Attempts::attempt, parameters));
    }

    private List<AttemptRow> complete(List<AttemptRow> rows) {
        return rows.stream().map(this::complete).toList();
    }

    /** Whether another gateway submits, or submitted last, a packet of the delivery that is under way. */
    public boolean sentByAnother(long deliveryId) {
        long self = node.getAsLong();
        return self != 0
                && sql.number(
                                "SELECT count(*) FROM attempt WHERE delivery_id = ? AND under_way = 1 AND node <> ?",
                                deliveryId,
                                self)
                        > 0;
    }

    /** Packets of a delivery that hold their domain. */
    public List<AttemptRow> underWayOf(long deliveryId) {
        return all(ATTEMPT + "delivery_id = ? AND under_way = 1", deliveryId);
    }

    /** The concatenation reference of the card's newest packet; 0 where it has none. */
    public int lastReference(long cardId) {
        List<AttemptRow> ofCard = ofCard(cardId);
        if (ofCard != null) {
            return ofCard.isEmpty() ? 0 : ofCard.get(ofCard.size() - 1).reference();
        }
        return (int) sql.number("SELECT reference FROM attempt WHERE card_id = ? ORDER BY id DESC LIMIT 1", cardId);
    }

    private @Nullable AttemptRow one(String select, @Nullable Object... parameters) {
        AttemptRow row = sql.first(select, Attempts::attempt, parameters);
        return row == null ? null : complete(row);
    }

    private AttemptRow complete(AttemptRow row) {
        List<Submission> submissions = sql.listOf(
                row.cardId(),
                "SELECT round, part, state FROM submission WHERE attempt_id = ? ORDER BY round, part",
                s -> new Submission(s.small(1), s.small(2), SubmissionState.ofCode(s.small(3))),
                row.id());
        PacketState p = row.packet();
        return row.with(new PacketState(
                p.kind(),
                p.counter(),
                p.segments(),
                p.sends(),
                p.rounds(),
                submissions,
                p.validUntil(),
                p.endsAt(),
                p.answeredAt(),
                p.failedAt(),
                p.finalAt(),
                p.submitted(),
                p.refusals(),
                p.deferrals(),
                p.marks(),
                p.needed(),
                p.underWay(),
                p.resolved()));
    }

    private static AttemptRow attempt(Sql.Row row) throws SQLException {
        return new AttemptRow(
                row.number(1),
                row.number(2),
                row.number(3),
                row.number(4),
                new StepVisit(row.small(27), row.small(28), row.smallOrNull(29)),
                row.small(6),
                row.small(8),
                row.octets(9),
                row.numberOrNull(25),
                row.octetsOrNull(26),
                new PacketState(
                        AttemptKind.ofCode(row.small(5)),
                        row.number(7),
                        row.small(10),
                        row.small(11),
                        row.small(12),
                        List.of(),
                        row.time(17),
                        row.time(18),
                        row.timeOrNull(19),
                        row.timeOrNull(20),
                        row.timeOrNull(21),
                        row.small(13),
                        row.small(14),
                        row.small(15),
                        row.small(16),
                        row.flag(22),
                        row.flag(23),
                        row.flag(24)));
    }
}
