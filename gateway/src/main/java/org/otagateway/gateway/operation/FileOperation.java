// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.KnownFile;

/** An operation of remote file management (TS 102 226 clause 8). */
sealed interface FileOperation extends Operation
        permits SelectFile,
                ReadBinary,
                UpdateBinary,
                ReadRecord,
                UpdateRecord,
                SearchRecord,
                ActivateFile,
                MakeFile,
                RemoveFile,
                ResizeFile,
                VerifyPin,
                Refresh {
    /** What it is about; null: what is selected. */
    @Nullable
    FileTarget file();

    /**
     * Checks what can be checked without a card.
     *
     * @throws IllegalArgumentException with "field: expected …, got …" where the file system has no such file or command
     */
    default void require(FileCommand files) {
        FileTarget file = file();
        if (file != null) {
            file.require(files);
        }
    }

    @Override
    default Set<String> columns() {
        return Set.of();
    }

    @Override
    default Set<String> hexColumns() {
        return Set.of();
    }

    /** The word and the file. */
    default String title() {
        FileTarget file = file();
        return file == null ? word() : word() + " " + file;
    }

    @Override
    default String describe() {
        return title();
    }

    /** Makes the following commands be about {@link #file}. */
    default void selectFirst(PlanBuilder plan) throws CompileException {
        FileTarget file = file();
        if (file != null) {
            FileCommand files = plan.files();
            plan.file(file.way(files), file.adf(files).orElse(null));
        }
    }

    /** What standards say of the file. */
    default Optional<KnownFile> known(FileCommand files) {
        FileTarget file = file();
        return file == null ? Optional.empty() : file.known(files);
    }

    /** How an answer calls the file. */
    default String label() {
        FileTarget file = file();
        return file == null ? "file" : file.text();
    }

    /** An object with the file, where there is one. */
    default ObjectNode object() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        FileTarget file = file();
        if (file != null) {
            json.put("file", file.text());
        }
        return json;
    }
}
