// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import org.otagateway.packet.files.FileCommand;

/** What the administrative commands of TS 102 222 have in common. */
final class Administration {
    private Administration() {}

    /** @throws IllegalArgumentException for a SIM, which knows none of them */
    static void require(String word, FileCommand files) {
        if (files == FileCommand.SIM) {
            throw new IllegalArgumentException(
                    word + ": expected an application of a UICC, since a SIM has no such command");
        }
    }

    /** The identifier of a file; a directory that standards name has none here. */
    static int identifier(FileTarget file, FileCommand files) {
        return file.file(files)
                .orElseThrow(() -> new IllegalArgumentException(
                        "file: expected a file with an identifier of two octets, got " + file));
    }

    /** Selects the directory around a file; one named by its identifier alone is in what is selected. */
    static void directory(PlanBuilder plan, FileTarget file) throws CompileException {
        List<Move> way = file.wayToDirectory(plan.files());
        if (!way.isEmpty()) {
            plan.file(way, file.adf(plan.files()).orElse(null));
        }
    }
}
