// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param answer from submit_sm to its response
 * @param delivery from submit_sm to the handset
 * @param receipt from the handset's answer to the receipt
 * @param mobileOriginated from the handset's message to the ESME's deliver_sm
 * @param redelivery before a deliver_sm refused for a time, or an unreachable handset, is tried again
 * @param response how long a deliver_sm_resp is awaited
 * @param validity of a message that names none
 */
public record SmscTiming(
        DelayRange answer,
        DelayRange delivery,
        DelayRange receipt,
        DelayRange mobileOriginated,
        Duration redelivery,
        Duration response,
        Duration validity) {
    /** Everything at once; a second, half a minute and a day for the rest. */
    public static final SmscTiming IMMEDIATE = new SmscTiming(
            DelayRange.NONE,
            DelayRange.NONE,
            DelayRange.NONE,
            DelayRange.NONE,
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofDays(1));

    /** @throws IllegalArgumentException where one of the durations is not above zero */
    public SmscTiming {
        if (!positive(redelivery) || !positive(response) || !positive(validity)) {
            throw new IllegalArgumentException("redelivery, response, validity: expected more than zero");
        }
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
