// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.outcome.Outcome;

/**
 * One row of the report of a job, in the order of the card file.
 *
 * @param rowNo the row of the card file, from 1: the key of the next page
 * @param iccid of the card
 * @param msisdn as it was made international
 * @param job the name of the job
 * @param outcome the final word, or pending
 * @param evidence what came back
 * @param counter of the latest packet; null where none was spent
 * @param packets different counters spent
 * @param segments parts of those packets, once each
 * @param segmentsSubmitted submit_sm written
 * @param created when it was planned
 */
public record ReportRow(
        long rowNo,
        String iccid,
        String msisdn,
        String job,
        Outcome outcome,
        Evidence evidence,
        @Nullable Long counter,
        int packets,
        int segments,
        int segmentsSubmitted,
        Instant created) {}
