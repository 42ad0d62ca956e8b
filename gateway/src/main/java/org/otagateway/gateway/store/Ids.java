// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Ids made by the one writer: each above the highest of its table, and above every one it made before: a rolled back work
 * leaves a gap, so that what is remembered by an id never meets another row. Where others write too, the highest is asked for
 * again in each transaction.
 */
final class Ids {
    private final Sql sql;
    private final boolean shared;
    private final Map<String, Long> last = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    Ids(Sql sql, boolean shared) {
        this.sql = sql;
        this.shared = shared;
    }

    /** A transaction has begun: others may have written since the last. */
    void begun() {
        if (shared) {
            asked.clear();
        }
    }

    long next(String table) {
        long known = last.getOrDefault(table, 0L);
        if (asked.add(table)) {
            known = Math.max(known, sql.number("SELECT max(id) FROM " + table));
        }
        last.put(table, known + 1);
        return known + 1;
    }
}
