// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.store.ReportRow;
import org.otagateway.gateway.store.Store;

/** The report of a job as CSV, one line a card in the order of CARDS.csv, read page by page. */
final class ReportCsv {
    static final String HEADER = "iccid,msisdn,job,outcome,por_verified,response_status,commands_executed,status_word,"
            + "response_data,counter,packets,segments,segments_submitted,smsc_state,smsc_error,created,finished,detail";

    private static final int PAGE = 500;
    private static final String END = "\n";

    private final Store store;
    private final long jobId;

    ReportCsv(Store store, long jobId) {
        this.store = store;
        this.jobId = jobId;
    }

    /**
     * Writes the report to {@code file}, which is replaced once the report is whole.
     *
     * @throws OutsideFault where the file cannot be written
     */
    void writeTo(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe, /dev/stdout
                try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                    write(writer);
                }
                return;
            }
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try (BufferedWriter writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
                write(writer);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new OutsideFault("cannot write the report " + file + ": " + e, e);
        }
    }

    /** Writes header and lines. */
    void write(Writer out) throws IOException {
        out.write(HEADER);
        out.write(END);
        long after = 0;
        List<ReportRow> page = page(after);
        while (!page.isEmpty()) {
            for (ReportRow row : page) {
                out.write(line(row));
                out.write(END);
                after = row.rowNo();
            }
            page = page(after);
        }
        out.flush();
    }

    private List<ReportRow> page(long after) {
        return store.read(view -> view.reports().page(jobId, after, PAGE));
    }

    static String line(ReportRow row) {
        Evidence evidence = row.evidence();
        return String.join(
                ",",
                quoted(row.iccid()),
                quoted(row.msisdn()),
                quoted(row.job()),
                row.outcome().label(),
                text(evidence.porVerified()),
                hex(evidence.responseStatus(), 2),
                text(evidence.commandsExecuted()),
                hex(evidence.statusWord(), 4),
                text(evidence.responseData()),
                text(row.counter()),
                Integer.toString(row.packets()),
                Integer.toString(row.segments()),
                Integer.toString(row.segmentsSubmitted()),
                quoted(text(evidence.smscState())),
                quoted(text(evidence.smscError())),
                text(row.created()),
                text(evidence.finished()),
                quoted(text(evidence.detail())));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static String hex(@Nullable Integer value, int digits) {
        return value == null ? "" : String.format(Locale.ROOT, "%0" + digits + "x", value);
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
