// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.store.ReportRow;
import org.otagateway.gateway.store.Store;

/** The report of a job, one line a card in the order of CARDS.csv, read page by page. Not thread-safe. */
public final class Report {
    private static final int PAGE = 500;

    private final Store store;
    private final long jobId;
    private final ReportForm form;
    private long after = -1;

    public Report(Store store, long jobId, ReportForm form) {
        this.store = store;
        this.jobId = jobId;
        this.form = form;
    }

    /** The next lines, the header before the first of them; null at the end. */
    public @Nullable String next() {
        StringBuilder text = new StringBuilder();
        if (after < 0) {
            text.append(form.header());
            after = 0;
        }
        List<ReportRow> page = store.read(view -> view.reports().page(jobId, after, PAGE));
        for (ReportRow row : page) {
            text.append(form.line(row));
            after = row.rowNo();
        }
        return text.length() == 0 ? null : text.toString();
    }
}
