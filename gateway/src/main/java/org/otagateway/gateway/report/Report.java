// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.store.ArchiveQueries.Archived;
import org.otagateway.gateway.store.ReadView;
import org.otagateway.gateway.store.ReportRow;
import org.otagateway.gateway.store.Store;

/** The report of a job, one line a card in the order of CARDS.csv, read page by page. Not thread-safe. */
public final class Report {
    private static final int PAGE = 500;
    /** Rows that one read looks at, so that it is short even where few of them are of the outcomes asked for. */
    private static final int WINDOW = 5_000;

    private final Store store;
    private final long jobId;
    private final ReportOrder order;
    private long after = -1;

    public Report(Store store, long jobId, ReportOrder order) {
        this.store = store;
        this.jobId = jobId;
        this.order = order;
    }

    private record Page(List<ReportRow> rows, long seen, boolean last) {}

    /** The next lines, the header before the first of them; null at the end. */
    public @Nullable String next() {
        StringBuilder text = new StringBuilder();
        if (after < 0) {
            requireKept(store, jobId);
            text.append(order.form().header());
            after = 0;
        }
        boolean more = true;
        while (more && text.length() == 0) {
            Page page = store.read(this::page);
            page.rows.forEach(row -> text.append(order.form().line(row)));
            after = page.seen;
            more = !page.last;
        }
        return text.length() == 0 ? null : text.toString();
    }

    /** @throws UserError where retention dropped what a report is made of */
    private static void requireKept(Store store, long jobId) {
        Archived archived = store.read(view -> view.archive().find(jobId));
        if (archived != null) {
            throw new UserError("JOB: expected a job whose details are kept, got '" + jobId
                    + "': retention dropped them since " + archived.since() + ", jobs show tells what it came to");
        }
    }

    private Page page(ReadView view) {
        Job job = view.jobs().find(jobId);
        long rows = job == null ? 0 : job.plannedRows();
        long until = after + WINDOW;
        List<ReportRow> page = view.reports().page(jobId, after, until, order.outcomes(), PAGE);
        boolean full = page.size() == PAGE;
        return new Page(page, full ? page.get(PAGE - 1).rowNo() : until, !full && until >= rows);
    }
}
