// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is and how safe its commits are.
 *
 * @param database the file of the embedded database. With a server: the place of this node, a file name without a file;
 *     what a node keeps by itself lies beside it
 * @param synced whether a commit waits for the disk. False is for tests alone: a power cut would lose spent counters
 * @param node the server, and this gateway as one of those that share it; null where the database is embedded
 */
public record StoreSettings(
        Path database, boolean synced, @Nullable NodeSettings node) {
    private static final String SQLITE = "jdbc:sqlite:";
    private static final String EXPECTED = "expected jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE";
    private static final String FOLDER = "data";

    public StoreSettings {
        database = database.toAbsolutePath().normalize();
    }

    /** The embedded database in {@code file}. */
    public static StoreSettings sqlite(Path file) {
        return new StoreSettings(file, true, null);
    }

    /** One of the gateways that share the database of a server; what it keeps by itself lies in {@code folder}. */
    public static StoreSettings postgres(NodeSettings node, Path folder) {
        return new StoreSettings(folder.resolve(node.name()), true, node);
    }

    /** Whether {@code url} names a server. */
    public static boolean isServer(String url) {
        return url.startsWith(ServerUrl.SCHEME);
    }

    /**
     * Reads {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://…}, the latter for a node of the usual name.
     *
     * @param directory what a relative FILE is relative to
     * @throws IllegalArgumentException for any other URL; the message says what was expected
     */
    public static StoreSettings parse(String url, Path directory) {
        if (isServer(url)) {
            return postgres(NodeSettings.usual(ServerUrl.parse(url)), directory.resolve(FOLDER));
        }
        String file = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "";
        if (file.isEmpty() || file.startsWith(":") || file.startsWith("file:") || file.contains("?")) {
            throw new IllegalArgumentException(EXPECTED);
        }
        try {
            return sqlite(directory.resolve(file));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(EXPECTED + ", got no path of a file", e);
        }
    }

    /** The same store, its commits not waiting for the disk; for tests alone. */
    public StoreSettings notSynced() {
        return new StoreSettings(database, false, node);
    }

    /** Whether there may be a store: a server is there until it says otherwise. */
    public boolean exists() {
        return node != null || Files.exists(database);
    }

    /** Where the store is, for people; no password. */
    public String place() {
        return node == null ? database.toString() : node.server().place();
    }

    /** The file beside the database whose name has this suffix. */
    public Path beside(String suffix) {
        return database.resolveSibling(database.getFileName() + suffix);
    }
}
