// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.HashMap;
import java.util.Map;

/** Ids made by the one writer: each above the highest of its table. A rolled back work leaves a gap. */
final class Ids {
    private final Sql sql;
    private final Map<String, Long> last = new HashMap<>();

    Ids(Sql sql) {
        this.sql = sql;
    }

    long next(String table) {
        Long known = last.get(table);
        long id = 1 + (known != null ? known : sql.number("SELECT max(id) FROM " + table));
        last.put(table, id);
        return id;
    }
}
