// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

/**
 * How a database and the mark beside it go together.
 *
 * @param kind whether counters may be spent
 * @param lost counter values that were passed over since the database was as it is now; 0 where that is not known
 */
public record MarkState(Kind kind, long lost) {
    static final MarkState CURRENT = new MarkState(Kind.CURRENT, 0);

    /** What was found. */
    public enum Kind {
        /** The database is as new as its mark. */
        CURRENT,
        /** The database is older than its mark: it was restored from a backup. */
        RESTORED,
        /** There is no mark beside the database: it was restored alone, or moved. */
        UNMARKED,
        /** The mark is that of another store. */
        FOREIGN
    }
}
