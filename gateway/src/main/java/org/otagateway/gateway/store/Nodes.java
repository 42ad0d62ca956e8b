// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes which gateways share the store. Times are those of the database's clock. */
final class Nodes {
    private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";

    private final Sql sql;

    Nodes(Sql sql) {
        this.sql = sql;
    }

    /**
     * A node that joined.
     *
     * @param id its row
     * @param membership joins and departures so far, its own join among them
     */
    record Joined(long id, long membership) {}

    /**
     * What a node sees of all.
     *
     * @param present nodes that are there, itself among them
     * @param membership joins and departures so far
     * @param departures departures alone
     * @param knownByAll whether all others have taken in that this one joined
     */
    record Look(int present, long membership, long departures, boolean knownByAll) {}

    private record Present(long id, long seen, boolean silent) {}

    /** Adds a row. One of the same identity that is left over ends: its process is gone, since the folder's lock is ours. */
    Joined join(NodeSettings settings, String identity, String address) {
        sql.update("UPDATE node SET departed = " + NOW + " WHERE identity = ? AND departed IS NULL", identity);
        long id = 1 + sql.number("SELECT max(id) FROM node");
        sql.update(
                "INSERT INTO node (id, name, identity, address, joined, renewed, lease, seen) VALUES (?, ?, ?, ?, "
                        + NOW + ", " + NOW + ", ?, 0)",
                id,
                settings.name(),
                identity,
                address,
                settings.lease().toMillis());
        return new Joined(id, membership());
    }

    /** Since when a node of this name is not there; null where it is, or never was. */
    @Nullable
    Instant gone(String name) {
        Long departed = sql.first(
                "SELECT CASE WHEN count(*) > count(departed) THEN NULL ELSE max(departed) END FROM node WHERE name = ?",
                row -> row.number(1),
                name);
        return departed == null || departed == 0 ? null : Instant.ofEpochMilli(departed);
    }

    private long membership() {
        return sql.number("SELECT count(*) + count(departed) FROM node");
    }

    /**
     * Gives up those that were not heard of for the time of their lease, and looks who is there.
     *
     * @param self who looks
     * @param applied the membership by which it goes in its rates
     */
    Look look(Joined self, long applied) {
        List<Present> nodes = sql.list(
                "SELECT id, seen, CASE WHEN renewed + lease < " + NOW + " THEN 1 ELSE 0 END FROM node"
                        + " WHERE departed IS NULL ORDER BY id",
                row -> new Present(row.number(1), row.number(2), row.flag(3)));
        int present = 0;
        boolean known = true;
        for (Present node : nodes) {
            if (node.id() == self.id()) {
                present++;
                if (node.seen() != applied) {
                    sql.update("UPDATE node SET seen = ? WHERE id = ?", applied, self.id());
                }
            } else if (node.silent()) {
                depart(node.id());
            } else {
                present++;
                // Who joined later found this one there.
                known &= node.id() > self.id() || node.seen() >= self.membership();
            }
        }
        long departures = sql.number("SELECT count(departed) FROM node");
        return new Look(present, membership(), departures, known);
    }

    /** The node submits nothing any more. */
    void depart(long id) {
        sql.update("UPDATE node SET departed = " + NOW + " WHERE id = ? AND departed IS NULL", id);
    }
}
