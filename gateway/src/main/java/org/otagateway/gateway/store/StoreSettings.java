// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a store is and how safe its commits are.
 *
 * @param database the file of the embedded database
 * @param synced whether a commit waits for the disk. False is for tests alone: a power cut would lose spent counters
 */
public record StoreSettings(Path database, boolean synced) {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    public StoreSettings {
        database = database.toAbsolutePath().normalize();
    }

    /** The embedded database in {@code file}. */
    public static StoreSettings sqlite(Path file) {
        return new StoreSettings(file, true);
    }

    /**
     * Reads {@code jdbc:sqlite:FILE}.
     *
     * @param directory what a relative FILE is relative to
     * @throws IllegalArgumentException for any other URL; the message says what was expected
     */
    public static StoreSettings parse(String url, Path directory) {
        if (url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "expected jdbc:sqlite:FILE (a store in PostgreSQL is not yet supported)");
        }
        String file = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "";
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:") || file.contains("?")) {
            throw new IllegalArgumentException("expected jdbc:sqlite:FILE");
        }
        try {
            return sqlite(directory.resolve(file));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("expected jdbc:sqlite:FILE, got no path of a file", e);
        }
    }

    /** The same store, its commits not waiting for the disk; for tests alone. */
    public StoreSettings notSynced() {
        return new StoreSettings(database, false);
    }

    /** The file beside the database whose name has this suffix. */
    public Path beside(String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
