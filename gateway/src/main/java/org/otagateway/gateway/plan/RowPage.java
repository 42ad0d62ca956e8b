// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.store.CardQueries;

/**
 * Rows of a card file that are taken in one work, each with what it comes to where the store does not have its card. That
 * needs nothing of the store, so it is found out on the reader's thread while the writer takes the rows before.
 *
 * @param lines in the order of the file
 */
record RowPage<T>(List<Line<T>> lines) {
    RowPage {
        lines = List.copyOf(lines);
    }

    /**
     * One row.
     *
     * @param result as it was read
     * @param fresh what it comes to for a new card; null where that was not asked, or the row is none
     */
    record Line<T>(CardRows.RowResult result, @Nullable T fresh) {}

    /** @param fresh what a row comes to for a new card; null: not worth asking, since the store has most of them */
    static <T> RowPage<T> of(List<CardRows.RowResult> rows, @Nullable Function<CardRow, T> fresh) {
        List<Line<T>> lines = new ArrayList<>(rows.size());
        for (CardRows.RowResult row : rows) {
            lines.add(new Line<>(row, fresh == null || row instanceof BadRow ? null : fresh.apply((CardRow) row)));
        }
        return new RowPage<>(lines);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** The cards of the page that are in the store, by ICCID; the caller adds those that it makes. */
    Map<String, Card> known(CardQueries cards) {
        List<String> iccids = new ArrayList<>(lines.size());
        for (Line<T> line : lines) {
            if (line.result instanceof CardRow row) {
                iccids.add(row.iccid());
            }
        }
        return new HashMap<>(cards.findAllByIccid(iccids));
    }
}
