// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.CardReading;
import org.otagateway.gateway.card.CounterRule;

/**
 * The application of a job for the cards of one profile, as the profile stood when the job was made.
 *
 * @param profile the name of the card profile
 * @param application address, security and format
 * @param reading how the cards count, and what their statuses mean
 */
public record ResolvedApplication(String profile, Application application, CardReading reading) {
    /** The TAR of the counter domain of its packets, six digits; empty where the key version has one counter. */
    public String counterTar() {
        return reading.counterRule() == CounterRule.PER_TAR ? application.tar().toString() : "";
    }
}
