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

    /** The statement that begins a transaction of the writer. */
    String begin();

    /** A statement that writes within a transaction and changes nothing that is read. */
    String probe();

    /** The file beside the database that tells whether it was restored from a backup; null where it has none. */
    @Nullable
    Path mark();

    /** Runs before the writer's connection is closed. */
    void beforeClose(Sql writer);

    /** The fault that {@code e} is. */
    StoreException translate(SQLException e);
}
