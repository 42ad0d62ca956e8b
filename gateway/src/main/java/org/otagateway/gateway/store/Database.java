// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What differs between the databases that a store can be in. */
interface Database {
    /** Brings the schema to this release. */
    void migrate();

    /** The connection of the writer. */
    Sql openWriter();

    /** A connection that cannot write, beside the writer. */
    Sql openReader();

    /**
     * Begins a transaction of the writer. Where others write to the database too, it waits until none of them is in one, so
     * that the decisions of all are serial.
     */
    void begin(Sql writer);

    /** The transaction that was begun last is durable. */
    default void committed() {}

    /** Whether other programs write to the database while this one has it open. */
    default boolean shared() {
        return false;
    }

    /** A statement that writes within a transaction and changes nothing that is read. */
    String probe();

    /** The file beside the database that tells whether it was restored from a backup; null where it has none. */
    @Nullable
    Path mark();

    /** The file of the redo log beside the database; null where each batch is committed by itself. */
    default @Nullable Path redo() {
        return null;
    }

    /** Joins those that submit what lies in the store; once at most. */
    default Lease join(Store store) {
        return lease();
    }

    /** The lease since then. */
    default Lease lease() {
        return Lease.SOLE;
    }

    /** The node that this writer is since it joined; 0 where there is one owner, or it has not joined. */
    default long node() {
        return 0;
    }

    /** Ends {@link #join}: nothing is submitted any more. */
    default void leave(Store store) {}

    /** Runs before the writer's connection is closed. */
    void beforeClose(Sql writer);

    /** The fault that {@code e} is. */
    StoreException translate(SQLException e);
}
