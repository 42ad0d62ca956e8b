// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;

/** A folder for the files of one benchmark, on the disk that is to be measured, gone at the end. */
final class BenchFolder implements AutoCloseable {
    private final Path folder;

    private BenchFolder(Path folder) {
        this.folder = folder;
    }

    /** @param parent null: where this system keeps temporary files */
    static BenchFolder in(@Nullable Path parent) {
        try {
            return new BenchFolder(
                    parent == null
                            ? Files.createTempDirectory("ota-bench")
                            : Files.createTempDirectory(parent.toAbsolutePath(), "ota-bench"));
        } catch (IOException e) {
            throw parent == null
                    ? new OutsideFault("cannot make a folder: " + e, e)
                    : new UserError("--folder: expected a folder that can be written, got " + parent);
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // what is left lies where temporary files lie
        }
    }
}
