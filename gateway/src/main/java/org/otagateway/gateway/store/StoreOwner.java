// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who owns a store, as the lock file says: the process id on its first line, and for a daemon the address of its API on the
 * second.
 *
 * @param pid decimal digits; empty where the file does not say it
 * @param api where the daemon takes work over; empty where the owner is none
 */
public record StoreOwner(String pid, Optional<URI> api) {
    private static final int MAX_OCTETS = 512;
    private static final StoreOwner UNKNOWN = new StoreOwner("", Optional.empty());

    /** What the lock file of {@code settings} says; it speaks of the present only while the store is in use. */
    public static StoreOwner of(StoreSettings settings) {
        return read(settings.beside(".lock"));
    }

    static StoreOwner read(Path lockFile) {
        try (InputStream in = Files.newInputStream(lockFile)) {
            return parse(new String(in.readNBytes(MAX_OCTETS), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static StoreOwner parse(String text) {
        String[] lines = text.split("\n", -1);
        String pid = lines[0].matches("[0-9]{1,20}") ? lines[0] : "";
        // The last line ends with a line feed once it is written whole.
        boolean whole = lines.length > 2 && lines[1].matches("http://[A-Za-z0-9.:%\\[\\]-]+");
        try {
            return new StoreOwner(pid, whole ? Optional.of(URI.create(lines[1])) : Optional.empty());
        } catch (IllegalArgumentException e) {
            return new StoreOwner(pid, Optional.empty());
        }
    }
}
