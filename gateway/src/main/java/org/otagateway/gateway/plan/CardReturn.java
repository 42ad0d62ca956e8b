// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.store.CardQueries.StandingNote;
import org.otagateway.gateway.store.Transaction;

/**
 * Tells cards apart that are not what they were: blocked, removed, or with a number that another card has since. Planning
 * refuses their rows; an import says that a removed card is back, and that a number is this card's again.
 */
final class CardReturn {
    private CardReturn() {}

    static void requireSame(Transaction tx, Intake.Accepted accepted) throws Intake.Refused {
        Card stored = accepted.stored();
        if (stored == null) {
            return;
        }
        CardRow row = accepted.row();
        if (stored.standing() != Standing.ACTIVE) {
            boolean blocked = stored.standing() == Standing.BLOCKED;
            throw new Intake.Refused(
                    row,
                    "iccid",
                    row.iccid(),
                    blocked
                            ? "a card that is not blocked" + note(tx, stored)
                            : "a card that was not removed" + note(tx, stored) + "; cards import brings it back");
        }
        Card successor = row.msisdn().equals(stored.msisdn()) ? tx.cards().successor(stored) : null;
        if (successor != null) {
            throw new Intake.Refused(
                    row,
                    "msisdn",
                    row.msisdn(),
                    "a number that is still the card's (card " + successor.iccid() + " has it since "
                            + tx.cards().numberedSince(successor.id()) + "; cards import of "
                            + stored.iccid() + " takes it back)");
        }
    }

    private static String note(Transaction tx, Card card) {
        @Nullable StandingNote note = tx.cards().standingNote(card.id());
        if (note == null) {
            return "";
        }
        return " (since " + note.since() + (note.reason() == null ? "" : ": " + note.reason()) + ")";
    }

    /** What an import did to the card, with its return. */
    static CardWriter.Written apply(Transaction tx, Intake.Accepted accepted, CardWriter.Written written, Instant now) {
        Card stored = accepted.stored();
        if (stored == null) {
            return written;
        }
        boolean changed = false;
        if (stored.standing() == Standing.REMOVED) {
            tx.cards().setStanding(stored.id(), Standing.ACTIVE, now, "imported again");
            changed = true;
        }
        if (stored.msisdn().equals(written.card().msisdn()) && tx.cards().successor(stored) != null) {
            tx.cards().setNumbered(stored.id(), now);
            changed = true;
        }
        return changed && written.change() == CardWriter.Change.UNCHANGED
                ? new CardWriter.Written(written.card(), CardWriter.Change.UPDATED)
                : written;
    }
}
