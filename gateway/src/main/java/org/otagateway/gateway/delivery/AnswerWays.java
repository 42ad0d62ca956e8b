// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.secured.ResponseChannel;

/** How links want proofs of receipt, where that is another way than the SPI of the application says. */
@FunctionalInterface
public interface AnswerWays {
    /**
     * Of the link that a packet would take now; null where it does not say.
     *
     * @param msisdn the card's number, international
     * @param profile the card's profile
     * @param job the name of the job
     */
    @Nullable
    ResponseChannel of(String msisdn, String profile, String job);
}
