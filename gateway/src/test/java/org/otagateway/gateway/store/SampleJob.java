// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.List;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.Policy;
import org.otagateway.gateway.job.ScriptTemplate;

/** A job for tests that care for the store alone. */
final class SampleJob {
    private SampleJob() {}

    static JobDefinition definition() {
        return new JobDefinition(
                "sample",
                "usim-rfm",
                List.of(ScriptTemplate.parse("00A40004026F46"), ScriptTemplate.parse("00D6000011${spn}")),
                false,
                Policy.DEFAULT);
    }
}
