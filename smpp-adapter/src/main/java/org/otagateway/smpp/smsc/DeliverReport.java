// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import org.otagateway.packet.bytes.Octets;

/**
 * A handset's answer to an SMS-DELIVER (3GPP TS 23.040 clause 9.2.2.1a).
 *
 * @param result what became of it
 * @param failureCause TP-FCS, one octet; 0 unless {@code result} is {@link Result#ERROR}
 * @param userData TP-UD of the report with its header, at most 159 octets; empty where there is none
 */
public record DeliverReport(Result result, int failureCause, Octets userData) {
    /** What became of a delivery. */
    public enum Result {
        /** RP-ACK: delivered. */
        ACKNOWLEDGED,
        /** RP-ERROR: the terminal or the card refused it; it is not tried again. */
        ERROR,
        /** No answer: the handset is off or out of reach; tried again while the message is valid. */
        UNREACHABLE
    }

    /** RP-ACK without user data. */
    public static final DeliverReport ACKNOWLEDGED = new DeliverReport(Result.ACKNOWLEDGED, 0, Octets.EMPTY);
    /** Out of reach. */
    public static final DeliverReport UNREACHABLE = new DeliverReport(Result.UNREACHABLE, 0, Octets.EMPTY);

    /** @throws IllegalArgumentException where a part is out of its range */
    public DeliverReport {
        if (failureCause < 0 || failureCause > 0xFF) {
            throw new IllegalArgumentException("TP-FCS: expected 0 to 255, got " + failureCause);
        }
        if (userData.length() > 159) {
            throw new IllegalArgumentException("TP-UD: expected at most 159 octets, got " + userData.length());
        }
    }

    /** RP-ACK with the user data of the report. */
    public static DeliverReport acknowledged(Octets userData) {
        return new DeliverReport(Result.ACKNOWLEDGED, 0, userData);
    }

    /** RP-ERROR with its TP-FCS (D5 is a (U)SIM data download error) and the user data of the report. */
    public static DeliverReport error(int failureCause, Octets userData) {
        return new DeliverReport(Result.ERROR, failureCause, userData);
    }
}
