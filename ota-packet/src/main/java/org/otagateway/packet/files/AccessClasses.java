// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * EF.ACC (TS 31.102 clause 4.2.15): the access control classes that are allocated.
 *
 * <pre>
 * | b8 class 15 … b4 class 11, b3 RFU, b2 class 9, b1 class 8 | b8 class 7 … b1 class 0 |
 * </pre>
 */
final class AccessClasses {
    private static final int MOST = 15;

    private AccessClasses() {}

    /** Reads "3", "0, 12". */
    static Octets encode(String text) {
        int bits = 0;
        for (String entry : FileText.list(text)) {
            int number = entry.matches("[0-9]{1,2}") ? Integer.parseInt(entry) : -1;
            if (number < 0 || number > MOST || number == 10) {
                throw new IllegalArgumentException("access class: expected 0 to 9 or 11 to 15, got " + entry);
            }
            bits |= 1 << number;
        }
        return Octets.of(bits >>> 8, bits & 0xFF);
    }

    static Decoded<String> decode(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.15");
            int bits = in.u16("access classes");
            in.end("EF.ACC");
            List<Integer> classes = new ArrayList<>();
            for (int number = 0; number <= MOST; number++) {
                if ((bits >>> number & 1) != 0) {
                    classes.add(number);
                }
            }
            return FileText.join(classes);
        });
    }
}
