// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** The receipt of a message that the network lost. */
public enum LossReceipt {
    /** EXPIRED when its validity is over. */
    EXPIRED,
    /** UNDELIV after the usual delay. */
    UNDELIVERED,
    /** None. */
    NONE,
    /** One of the others, by the seed. */
    ANY
}
