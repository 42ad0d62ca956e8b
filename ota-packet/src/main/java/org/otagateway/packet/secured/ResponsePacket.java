// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;

/**
 * A response packet in clear, the proof of receipt (TS 102 225 clause 5.2).
 *
 * @param padding 0…255 octets of any value
 * @param check the RC/CC, 0, 2, 4 or 8 octets
 * @param data the additional response data, without padding
 */
public record ResponsePacket(
        Tar tar,
        Counter counter,
        ResponseStatus status,
        Octets padding,
        Octets check,
        Octets data,
        Assurance assurance) {
    /** What stands behind a response. */
    public enum Assurance {
        /** Nothing: none was asked for, or the card sent an unprotected error. */
        NONE,
        /** A redundancy check matched; anyone can make one. */
        REDUNDANCY_CHECK,
        /** A cryptographic checksum under the card's key matched. */
        CHECKSUM
    }

    /** @throws IllegalArgumentException where the padding or the check has another length than it can have */
    public ResponsePacket {
        if (padding.length() > 0xFF) {
            throw new IllegalArgumentException("padding: expected at most 255 octets, got " + padding.length());
        }
        int n = check.length();
        if (n != 0 && n != 2 && n != 4 && n != 8) {
            throw new IllegalArgumentException("RC/CC: expected 0, 2, 4 or 8 octets, got " + n);
        }
    }

    /** Whether the card's key proves it. */
    public boolean verified() {
        return assurance == Assurance.CHECKSUM;
    }

    /** PCNTR: octets of padding, 0…255. */
    public int paddingCounter() {
        return padding.length();
    }

    /** Without the data. */
    @Override
    public String toString() {
        return "ResponsePacket[tar=" + tar + ", counter=" + counter + ", status=" + status + ", " + assurance
                + ", data of " + data.length() + " octets]";
    }
}
