// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** The way from a handset to the SMSC. */
@FunctionalInterface
public interface Uplink {
    /** Takes an SMS-SUBMIT; never blocks. */
    void submit(MobileMessage message);
}
