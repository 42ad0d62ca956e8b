// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.Evidence;

/** The columns of table {@code delivery_result}, por_verified to detail, in a row that has them side by side. */
final class EvidenceColumns {
    private static final int MOST_ERROR = 20;

    private EvidenceColumns() {}

    /** As the column holds it: an SMSC may write anything into the text of a receipt. */
    static @Nullable String error(@Nullable String text) {
        return text == null || text.length() <= MOST_ERROR ? text : text.substring(0, MOST_ERROR);
    }

    /** Reads the nine columns from {@code first} on. */
    static Evidence read(Sql.Row row, int first) throws SQLException {
        Long verified = row.numberOrNull(first);
        return new Evidence(
                verified == null ? null : verified != 0,
                small(row.numberOrNull(first + 1)),
                small(row.numberOrNull(first + 2)),
                small(row.numberOrNull(first + 3)),
                row.octetsOrNull(first + 4),
                row.textOrNull(first + 5),
                row.textOrNull(first + 6),
                row.timeOrNull(first + 7),
                row.textOrNull(first + 8));
    }

    private static @Nullable Integer small(@Nullable Long number) {
        return number == null ? null : number.intValue();
    }
}
