// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;

/**
 * A command packet in clear (TS 102 225 clause 5.1).
 *
 * @param padding 0…255 octets, PCNTR of them; zeros where we made it, any value where another did
 * @param check the RC/CC, 0, 2, 4 or 8 octets
 * @param data what the application gets, without padding; it may hold a PIN
 */
public record CommandPacket(CommandHeader header, Counter counter, Octets padding, Octets check, Octets data) {
    /** @throws IllegalArgumentException where the padding or the check has another length than it can have */
    public CommandPacket {
        if (padding.length() > 0xFF) {
            throw new IllegalArgumentException("padding: expected at most 255 octets, got " + padding.length());
        }
        if (check.length() != header.checkLength()) {
            throw new IllegalArgumentException(
                    "RC/CC: expected " + header.checkLength() + " octets, got " + check.length());
        }
    }

    /** PCNTR: octets of padding, 0…255. */
    public int paddingCounter() {
        return padding.length();
    }

    /** Without the data, which may hold a PIN. */
    @Override
    public String toString() {
        return "CommandPacket[" + header + ", counter=" + counter + ", data of " + data.length() + " octets]";
    }
}
