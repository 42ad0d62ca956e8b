// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import org.otagateway.gateway.job.Job;

/**
 * Why the wait for a job ended.
 *
 * @param reason what happened
 * @param job as the store has it now
 * @param progress its last count
 */
public record JobEnd(Reason reason, Job job, JobProgress progress) {
    /** What ended the wait. */
    public enum Reason {
        /** Every delivery has its outcome; the job is finished, or cancelled and at its end. */
        ENDED,
        /** It is paused: by an operator, or by stop-after-failures; the job says which. */
        PAUSED,
        /** This process was asked to stop; the job goes on at the next start. */
        STOPPED
    }
}
