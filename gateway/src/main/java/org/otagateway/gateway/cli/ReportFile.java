// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;

/** The file of a report, which is replaced once the report is whole. */
final class ReportFile {
    private ReportFile() {}

    /** Writes a report. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Looks whether a report can be written, before anything is done that it would be about.
     *
     * @param option what names the file
     * @throws UserError where its folder is not there or takes no file
     */
    static void require(String option, Path file) {
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        if (Files.isDirectory(file)) {
            throw new UserError(option + ": expected a file, got the folder '" + file + "'");
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError(option + ": expected a file in a folder that is there, got '" + file + "'");
        }
        if (!Files.exists(file) && !Files.isWritable(folder)) {
            throw new UserError(option + ": expected a folder that can be written to, got '" + file + "'");
        }
    }

    /** @throws OutsideFault where the file cannot be written */
    static void write(Path file, Content content) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe, /dev/stdout
                try (OutputStream out = Files.newOutputStream(file)) {
                    content.writeTo(out);
                }
                return;
            }
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (OutputStream out = Files.newOutputStream(part)) {
                content.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new OutsideFault("cannot write the report " + file + ": " + e, e);
        }
    }
}
