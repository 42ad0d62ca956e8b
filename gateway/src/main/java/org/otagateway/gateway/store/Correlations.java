// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.store.WorkingSet.MessageName;
import org.otagateway.gateway.store.WorkingSet.SlicedReference;
import org.otagateway.packet.bytes.Octets;

/** Reads and writes what leads from the network back to packets: message ids, early receipts, parts of messages. */
public final class Correlations {
    /** Slices that are kept: a receipt that comes later finds nothing. */
    public static final int SLICES = 9;

    private static final long SLICE = Duration.ofDays(1).toMillis();
    private static final int MOST_PARTS_OF_A_SENDER = 64;
    private static final int MOST_ID = 255;
    private static final int MOST_ERROR = 20;
    /** A receipt that came longer before its message id was some other message's: SMSCs use ids again. */
    private static final Duration PARKED = Duration.ofHours(1);

    private static final long NO_CARD = 0;

    private record SlicedName(long slice, MessageName name) {}

    private final Sql sql;
    private final WorkingSet kept;
    private final boolean sole;

    /** @param sole whether nobody else writes to the store, so that what is not there stays known from work to work */
    Correlations(Sql sql, WorkingSet kept, boolean sole) {
        this.sql = sql;
        this.kept = kept;
        this.sole = sole;
    }

    /** One segment of one round of a packet. */
    public record Reference(long attemptId, int round, int part) {}

    /**
     * A receipt that came before its submit_sm_resp was stored.
     *
     * @param sender the number it came from, international; empty where there is none
     */
    public record ParkedReceipt(String state, String error, String sender) {}

    private static long slice(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), SLICE);
    }

    /** As the column holds it: SMPP has ids of at most 64 octets, the text of a receipt may say anything. */
    private static String clipped(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** Remembers a message id; where the SMSC uses one again the newer counts. */
    public void put(String link, String messageId, Reference reference, Instant now) {
        MessageName name = new MessageName(link, clipped(messageId, MOST_ID));
        SlicedReference sliced = new SlicedReference(slice(now), reference);
        kept.references().merge(name, sliced, (one, other) -> one.slice() > other.slice() ? one : other);
        sql.put(
                NO_CARD,
                new SlicedName(sliced.slice(), name),
                "INSERT INTO message_reference (slice, link, message_id, attempt_id, round, part) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (slice, link, message_id) DO UPDATE SET attempt_id = excluded.attempt_id,"
                        + " round = excluded.round, part = excluded.part",
                slice(now),
                link,
                clipped(messageId, MOST_ID),
                reference.attemptId(),
                reference.round(),
                reference.part());
    }

    /** What a message id names, looked for from today back; null where nothing does. */
    public @Nullable Reference find(String link, String messageId, Instant now) {
        SlicedReference known = kept.references().get(new MessageName(link, clipped(messageId, MOST_ID)));
        if (known != null && known.slice() <= slice(now) && known.slice() > slice(now) - SLICES) {
            return known.reference();
        }
        for (long slice = slice(now), i = 0; i < SLICES; i++) {
            Reference reference = sql.first(
                    "SELECT attempt_id, round, part FROM message_reference WHERE slice = ? AND link = ? AND message_id = ?",
                    row -> new Reference(row.number(1), row.small(2), row.small(3)),
                    slice - i,
                    link,
                    clipped(messageId, MOST_ID));
            if (reference != null) {
                return reference;
            }
        }
        return null;
    }

    /** Keeps a receipt until its submit_sm_resp is stored; of two that say the same the newer counts. */
    public void park(String link, String messageId, ParkedReceipt receipt, Instant now) {
        kept.parked().added(link, clipped(messageId, MOST_ID));
        sql.updateTold(
                "INSERT INTO parked_receipt (slice, link, message_id, state, error, received, sender)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (slice, link, message_id, state) DO UPDATE SET error = excluded.error,"
                        + " received = excluded.received, sender = excluded.sender",
                slice(now),
                link,
                clipped(messageId, MOST_ID),
                receipt.state(),
                clipped(receipt.error(), MOST_ERROR),
                now,
                receipt.sender());
    }

    /** Takes the receipts that were parked under a message id within the last hour, in the order they came. */
    public List<ParkedReceipt> takeParked(String link, String messageId, Instant now) {
        if (sole && !kept.parked().mayHave(link, clipped(messageId, MOST_ID), this::parkedNames)) {
            return List.of();
        }
        long slice = slice(now);
        List<ParkedReceipt> parked = sql.list(
                "SELECT state, error, sender FROM parked_receipt WHERE slice IN (?, ?) AND link = ? AND message_id = ?"
                        + " AND received >= ? ORDER BY received",
                row -> new ParkedReceipt(row.text(1), row.text(2), row.text(3)),
                slice,
                slice - 1,
                link,
                clipped(messageId, MOST_ID),
                now.minus(PARKED));
        if (!parked.isEmpty()) {
            sql.updateTold(
                    "DELETE FROM parked_receipt WHERE slice IN (?, ?) AND link = ? AND message_id = ?",
                    slice,
                    slice - 1,
                    link,
                    clipped(messageId, MOST_ID));
        }
        return parked;
    }

    private List<MessageName> parkedNames(int most) {
        return sql.list(
                "SELECT link, message_id FROM parked_receipt LIMIT ?",
                row -> new MessageName(row.text(1), row.text(2)),
                most);
    }

    /** A message in parts. */
    public record PartKey(String sender, int width, int reference, int total) {}

    /** A part and its number. */
    public record Part(int number, Octets octets) {}

    /** Stores a part; of one that came before the last counts. A sender's oldest parts make room. */
    public void putPart(PartKey key, Part part, Instant now) {
        long held = sql.number("SELECT count(*) FROM incoming_part WHERE sender = ?", key.sender());
        if (held >= MOST_PARTS_OF_A_SENDER) {
            sql.update(
                    "DELETE FROM incoming_part WHERE sender = ? AND received ="
                            + " (SELECT min(received) FROM incoming_part WHERE sender = ?)",
                    key.sender(),
                    key.sender());
        }
        sql.update(
                "INSERT INTO incoming_part (sender, width, reference, total, part, received, octets)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sender, width, reference, total, part)"
                        + " DO UPDATE SET received = excluded.received, octets = excluded.octets",
                key.sender(),
                key.width(),
                key.reference(),
                key.total(),
                part.number(),
                now,
                part.octets());
    }

    /** The parts of a message that came after {@code since}, by their numbers. */
    public List<Part> parts(PartKey key, Instant since) {
        return sql.list(
                "SELECT part, octets FROM incoming_part WHERE sender = ? AND width = ? AND reference = ? AND total = ?"
                        + " AND received >= ? ORDER BY part",
                row -> new Part(row.small(1), row.octets(2)),
                key.sender(),
                key.width(),
                key.reference(),
                key.total(),
                since);
    }

    /** Forgets the parts of a message. */
    public void dropParts(PartKey key) {
        sql.update(
                "DELETE FROM incoming_part WHERE sender = ? AND width = ? AND reference = ? AND total = ?",
                key.sender(),
                key.width(),
                key.reference(),
                key.total());
    }

    /** Drops slices and parts that are too old to matter. */
    public void dropOld(Instant now, Duration partsKept) {
        long oldest = slice(now) - SLICES;
        sql.update("DELETE FROM message_reference WHERE slice < ?", oldest);
        sql.update("DELETE FROM parked_receipt WHERE received < ?", now.minus(PARKED));
        sql.update("DELETE FROM incoming_part WHERE received < ?", now.minus(partsKept));
    }
}
