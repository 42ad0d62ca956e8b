// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/** Single facts of a store, by name. */
public final class Facts {
    private final Sql sql;

    Facts(Sql sql) {
        this.sql = sql;
    }

    /** The fact, or null. */
    public @Nullable Octets find(String name) {
        return sql.first("SELECT value FROM fact WHERE name = ?", row -> row.octets(1), name);
    }

    /** Forgets a fact. */
    public void remove(String name) {
        sql.update("DELETE FROM fact WHERE name = ?", name);
    }

    /** Stores a fact, in place of the one of that name. */
    public void put(String name, Octets value) {
        sql.update(
                "INSERT INTO fact (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name,
                value);
    }
}
