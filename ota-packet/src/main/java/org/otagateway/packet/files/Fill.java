// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.Arrays;
import org.otagateway.packet.bytes.Octets;

/** Fills values up with FF, which is what an unused octet of a file holds. */
final class Fill {
    private Fill() {}

    /** @throws IllegalArgumentException where {@code value} is longer */
    static Octets to(int length, Octets value) {
        if (value.length() > length) {
            throw new IllegalArgumentException("value: expected at most " + length + " octets, got " + value.length());
        }
        byte[] filled = new byte[length];
        Arrays.fill(filled, (byte) 0xFF);
        value.copyTo(filled, 0);
        return Octets.copyOf(filled);
    }
}
