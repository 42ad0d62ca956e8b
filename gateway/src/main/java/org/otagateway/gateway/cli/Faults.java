// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.store.StoreException;

/** Tells a fault in one line and gives its exit code. A stack trace goes to a file, or to stderr with OTA_DEBUG=1. */
final class Faults {
    private Faults() {}

    static int tell(PrintStream err, String command, Throwable fault) {
        boolean debug = "1".equals(System.getenv("OTA_DEBUG"));
        if (debug) {
            fault.printStackTrace(err);
        }
        if (fault instanceof UserError) {
            err.println(command + ": " + fault.getMessage());
            return ExitCode.WRONG_INPUT.code();
        }
        if (fault instanceof OutsideFault || (fault instanceof StoreException e && outside(e))) {
            err.println(command + ": " + oneLine(fault));
            return ExitCode.OUTSIDE_FAULT.code();
        }
        String where = debug ? "" : "; details in " + keep(fault);
        err.println(
                command + ": unexpected fault: " + fault.getClass().getSimpleName() + ": " + oneLine(fault) + where);
        return ExitCode.OUTSIDE_FAULT.code();
    }

    private static boolean outside(StoreException fault) {
        return switch (fault.kind()) {
            case IN_USE, UNUSABLE, RESTORED, FULL -> true;
            case CLOSED, CONFLICT, FAULT -> false;
        };
    }

    private static String oneLine(Throwable fault) {
        return String.valueOf(fault.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }

    private static String keep(Throwable fault) {
        try {
            Path file = Files.createTempFile("ota-fault-", ".log");
            try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
                fault.printStackTrace(writer);
            }
            return file.toString();
        } catch (IOException e) {
            return "no file (" + e.getMessage() + "); OTA_DEBUG=1 shows them";
        }
    }
}
