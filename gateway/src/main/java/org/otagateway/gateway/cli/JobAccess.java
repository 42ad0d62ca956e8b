// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.report.JobView;
import org.otagateway.gateway.report.ReportOrder;

/** The jobs of a store: opened by this process, or behind the daemon that owns it. */
interface JobAccess extends AutoCloseable {
    /** Up to {@code limit} jobs after row {@code after}, the oldest first. */
    List<JobView> page(long after, int limit);

    /** The job in row {@code id}, or null. */
    @Nullable
    JobView find(long id);

    /** What a job came to so far. */
    JobSummary summary(JobView job);

    /** Up to {@code limit} refused rows of a job after line {@code after}. */
    List<RejectedRow> rejected(long id, long after, int limit);

    /** A card of a job with its packets and all that came in for it; null where the job has no such card. */
    @Nullable
    JsonNode delivery(long id, String iccid);

    /** Changes a job; the job as it is then. */
    JobView change(long id, Change change, Asked asked);

    /** Writes the report of a job. */
    void report(long id, ReportOrder order, OutputStream out) throws IOException;

    @Override
    void close();

    /** What an operator does to a job. */
    enum Change {
        START,
        PAUSE,
        RESUME,
        CANCEL,
        ABORT
    }
}
