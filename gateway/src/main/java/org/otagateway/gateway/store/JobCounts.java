// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

/** Counts outcomes of jobs within the commits that decide them, so that a threshold holds whatever crashes. */
public final class JobCounts extends JobCountQueries {
    /** The rows of this process. */
    private static final int WRITER = 0;
    /** The rows of what a resume lets pass. */
    private static final int LET_PASS = -1;

    JobCounts(Sql sql) {
        super(sql);
    }

    /**
     * Counts cards of a wave that ended, or whose end came to mean another thing.
     *
     * @param wave 0 where the job has none
     */
    public void add(long jobId, int wave, int ended, int failed) {
        put(jobId, wave, WRITER, ended, failed);
    }

    /** What is counted so far no longer stops the job: only what comes from now on does. */
    public void letPass(long jobId) {
        for (int wave : waves(jobId)) {
            Count since = since(jobId, wave);
            if (since.ended() != 0 || since.failed() != 0) {
                put(jobId, wave, LET_PASS, -since.ended(), -since.failed());
            }
        }
    }

    private void put(long jobId, int wave, int writer, long ended, long failed) {
        sql.update(
                "INSERT INTO job_count (job_id, wave, writer, ended, failed) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (job_id, wave, writer) DO UPDATE SET ended = job_count.ended + excluded.ended,"
                        + " failed = job_count.failed + excluded.failed",
                jobId,
                wave,
                writer,
                ended,
                failed);
    }
}
