// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/**
 * One segment of one round of a packet.
 *
 * @param round the how-manieth time the packet went out, from 1
 * @param part the number of the segment, 1…255
 * @param state what is known of it
 */
public record Submission(int round, int part, SubmissionState state) {
    /** @throws IllegalArgumentException where round or part is below 1 or part above 255 */
    public Submission {
        if (round < 1 || part < 1 || part > 255) {
            throw new IllegalArgumentException(
                    "submission: expected round from 1 and part 1 to 255, got " + round + " and " + part);
        }
    }
}
