// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Words for faults of the file system, whose exceptions often say nothing but the path. */
final class IoFaults {
    private IoFaults() {}

    /** The fault of a file of the store that cannot be read or written. */
    static StoreException fault(String what, Path file, IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left");
        return new StoreException(
                full ? StoreException.Kind.FULL : StoreException.Kind.UNUSABLE,
                (full ? "the disk is full: " : "the store is unusable: ") + "cannot " + what + " " + file + ": "
                        + describe(e),
                e);
    }

    static String describe(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in the place of a directory";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
