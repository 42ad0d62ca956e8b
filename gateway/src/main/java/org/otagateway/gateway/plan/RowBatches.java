// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.gateway.card.CardRows;

/** Cuts a card file into works of the writer: large enough to share a commit, small enough not to hold up others. */
final class RowBatches {
    static final int SIZE = 2_048;

    private final CardRows rows;

    RowBatches(CardRows rows) {
        this.rows = rows;
    }

    /** The next rows; empty at the end of the file. */
    List<CardRows.RowResult> next() {
        return next(SIZE);
    }

    /** Up to {@code max} of the next rows, and never more than a batch. */
    List<CardRows.RowResult> next(long max) {
        List<CardRows.RowResult> batch = new ArrayList<>();
        while (batch.size() < Math.min(max, SIZE)) {
            CardRows.RowResult row = rows.next();
            if (row == null) {
                break;
            }
            batch.add(row);
        }
        return batch;
    }
}
