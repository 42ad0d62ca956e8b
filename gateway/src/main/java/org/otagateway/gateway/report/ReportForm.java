// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.store.ReportRow;

/** How the lines of a report are written. Each ends with a line feed. */
public enum ReportForm {
    /** RFC 4180 under a header. */
    CSV {
        @Override
        public String header() {
            return HEADER + END;
        }

        @Override
        String line(ReportRow row) {
            return csv(row) + END;
        }
    },
    /** One JSON object a line, with the same fields; null where the CSV is empty. */
    JSON_LINES {
        @Override
        public String header() {
            return "";
        }

        @Override
        String line(ReportRow row) {
            return json(row) + END;
        }
    };

    /** The fields of a line. */
    public static final String HEADER =
            "iccid,msisdn,job,outcome,por_verified,response_status,commands_executed,status_word,"
                    + "response_data,counter,packets,segments,segments_submitted,smsc_state,smsc_error,created,finished,detail";

    private static final String END = "\n";

    /** What stands above the lines; empty where nothing does. */
    public abstract String header();

    abstract String line(ReportRow row);

    private static String csv(ReportRow row) {
        Evidence evidence = row.evidence();
        return String.join(
                ",",
                quoted(row.iccid()),
                quoted(row.msisdn()),
                quoted(row.job()),
                row.outcome().label(),
                text(evidence.porVerified()),
                text(hex(evidence.responseStatus(), 2)),
                text(evidence.commandsExecuted()),
                text(hex(evidence.statusWord(), 4)),
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

    private static ObjectNode json(ReportRow row) {
        Evidence evidence = row.evidence();
        return JsonNodeFactory.instance
                .objectNode()
                .put("iccid", row.iccid())
                .put("msisdn", row.msisdn())
                .put("job", row.job())
                .put("outcome", row.outcome().label())
                .put("por_verified", evidence.porVerified())
                .put("response_status", hex(evidence.responseStatus(), 2))
                .put("commands_executed", evidence.commandsExecuted())
                .put("status_word", hex(evidence.statusWord(), 4))
                .put("response_data", textOrNull(evidence.responseData()))
                .put("counter", row.counter())
                .put("packets", row.packets())
                .put("segments", row.segments())
                .put("segments_submitted", row.segmentsSubmitted())
                .put("smsc_state", evidence.smscState())
                .put("smsc_error", evidence.smscError())
                .put("created", row.created().toString())
                .put("finished", textOrNull(evidence.finished()))
                .put("detail", evidence.detail());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String hex(@Nullable Integer value, int digits) {
        return value == null ? null : String.format(Locale.ROOT, "%0" + digits + "x", value);
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
