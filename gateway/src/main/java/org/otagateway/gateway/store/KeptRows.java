// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table that are kept by the card they belong to: of a card all or none, so that what is not there is known too.
 * The cards that were asked for least lately make room.
 *
 * @param <R> a row
 */
final class KeptRows<R> {
    /** A card with more of them is read each time. */
    static final int MOST_OF_A_CARD = 32;

    /**
     * Ends a select of the rows of a card. A number and no parameter: SQLite prepares a statement again each time another
     * value is bound to its LIMIT, which takes longer than to run it.
     */
    static final String LIMIT = " LIMIT " + (MOST_OF_A_CARD + 1);

    /** What a card takes beside its rows: entries and lists. */
    private static final int OCTETS_OF_A_CARD = 200;

    private final Naming<R> naming;
    private final ToIntFunction<R> weigher;
    private final long most;
    private final Map<Long, Known<R>> cards = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Long, Known<R>> ofRow = new HashMap<>();
    private long octets;

    /** What names a row, and its card. */
    record Naming<R>(Id<R> id, Id<R> card) {}

    /** A number of a row. */
    @FunctionalInterface
    interface Id<R> {
        long of(R row);
    }

    /**
     * @param weigher octets of a row, about
     * @param most octets of all rows, about
     */
    KeptRows(Naming<R> naming, ToIntFunction<R> weigher, long most) {
        this.naming = naming;
        this.weigher = weigher;
        this.most = most;
    }

    /** The rows of a card in the order of their ids. */
    private static final class Known<R> {
        private final long card;
        private final List<R> rows;
        private boolean many;

        Known(long card, List<R> rows) {
            this.card = card;
            this.rows = rows;
        }
    }

    /**
     * The rows of a card in the order of their ids; null where there are more than {@link #MOST_OF_A_CARD}.
     *
     * @param load reads the rows of a card, one more than that at most
     */
    @Nullable
    List<R> of(long card, LongFunction<List<R>> load) {
        Known<R> known = cards.get(card);
        if (known == null) {
            List<R> rows = load.apply(card);
            known = new Known<>(card, new ArrayList<>(1));
            cards.put(card, known);
            octets += OCTETS_OF_A_CARD;
            for (R row : rows) {
                add(known, row);
            }
            makeRoom(known);
        }
        return known.many ? null : known.rows;
    }

    /** The row with that id, or null where it is not kept. */
    @Nullable
    R find(long id) {
        Known<R> known = ofRow.get(id);
        if (known == null) {
            return null;
        }
        // Asked for, so that it is not the next to go.
        cards.get(known.card);
        return known.rows.get(at(known, id));
    }

    /** The rows of the card to which the row with that id belongs, or null where they are not kept. */
    @Nullable
    List<R> beside(long id) {
        Known<R> known = ofRow.get(id);
        return known == null ? null : known.rows;
    }

    /** A new row was written; where its card is not kept nothing is known of it. */
    void added(R row) {
        Known<R> known = cards.get(naming.card.of(row));
        if (known != null) {
            add(known, row);
            makeRoom(known);
        }
    }

    /** A row was changed from what {@code before} says; where another is kept in its place, its card is not believed. */
    void changed(R before, R after) {
        Known<R> known = ofRow.get(naming.id.of(after));
        if (known == null) {
            return;
        }
        int at = at(known, naming.id.of(after));
        R kept = known.rows.get(at);
        if (kept == before || kept.equals(before)) {
            set(known, at, after);
        } else {
            drop(known.card);
        }
    }

    /** Rows of the card of the row with that id were changed as {@code change} says. */
    void changed(long id, UnaryOperator<R> change) {
        changed(ofRow.get(id), change);
    }

    /** The same for the rows of a card. */
    void changedOf(long card, UnaryOperator<R> change) {
        changed(cards.get(card), change);
    }

    private void changed(@Nullable Known<R> known, UnaryOperator<R> change) {
        for (int at = 0; known != null && at < known.rows.size(); at++) {
            set(known, at, change.apply(known.rows.get(at)));
        }
    }

    /** What is kept of a card is not known any more. */
    void drop(long card) {
        Known<R> known = cards.remove(card);
        if (known != null) {
            forget(known);
        }
    }

    /** Nothing is known any more. */
    void clear() {
        if (!cards.isEmpty()) {
            cards.clear();
            ofRow.clear();
            octets = 0;
        }
    }

    int size() {
        return cards.size();
    }

    private void add(Known<R> known, R row) {
        if (known.many) {
            return;
        }
        if (known.rows.size() == MOST_OF_A_CARD) {
            // That there are many stays known, and costs nothing.
            forget(known);
            octets += OCTETS_OF_A_CARD;
            known.rows.clear();
            known.many = true;
            return;
        }
        int at = known.rows.size();
        while (at > 0 && naming.id.of(known.rows.get(at - 1)) > naming.id.of(row)) {
            at--;
        }
        known.rows.add(at, row);
        ofRow.put(naming.id.of(row), known);
        octets += weigher.applyAsInt(row);
    }

    private void set(Known<R> known, int at, R row) {
        octets += weigher.applyAsInt(row) - weigher.applyAsInt(known.rows.get(at));
        known.rows.set(at, row);
    }

    private int at(Known<R> known, long id) {
        int at = known.rows.size() - 1;
        while (naming.id.of(known.rows.get(at)) != id) {
            at--;
        }
        return at;
    }

    private void forget(Known<R> known) {
        octets -= OCTETS_OF_A_CARD;
        for (R row : known.rows) {
            ofRow.remove(naming.id.of(row));
            octets -= weigher.applyAsInt(row);
        }
    }

    private void makeRoom(Known<R> newest) {
        Iterator<Known<R>> eldest = cards.values().iterator();
        while (octets > most && eldest.hasNext()) {
            Known<R> known = eldest.next();
            if (known == newest) {
                return;
            }
            eldest.remove();
            forget(known);
        }
    }
}
