// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * The answer that an incoming PDU waits for. Each method may be called from any thread, at any later time; the first
 * call counts. After the connection it came on is lost none does anything, and the SMSC delivers again.
 */
public interface Acknowledgement {
    /** The event is committed: deliver_sm_resp with command_status 0 goes out. */
    void durable();

    /** The event could not be kept now: deliver_sm_resp with ESME_RX_T_APPN (64) goes out, the SMSC tries later. */
    void refuse();

    /** Too much waits already: deliver_sm_resp with ESME_RMSGQFUL (14) goes out, the SMSC tries later. */
    default void later() {
        refuse();
    }
}
