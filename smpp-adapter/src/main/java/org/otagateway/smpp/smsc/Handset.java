// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** A terminal with its card. */
@FunctionalInterface
public interface Handset {
    /**
     * Takes an SMS-DELIVER and answers it. Called by one thread, one message after another. What it throws ends the
     * message with the receipt UNDELIV.
     *
     * @param uplink the way for messages of the card, usable during the call and after it, from any thread
     */
    DeliverReport deliver(ShortMessage message, Uplink uplink);
}
