// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/**
 * The concatenation element of a user data header (3GPP TS 23.040 clauses 9.2.3.24.1 and 9.2.3.24.8).
 *
 * <pre>
 *  UDHL | 00 03 ref total part     8-bit reference
 *  UDHL | 08 04 ref ref total part 16-bit reference
 * </pre>
 *
 * @param reference 8 or 16 bits
 * @param total 1 to 255
 * @param part 1 to {@code total}
 */
public record Concatenation(int reference, int total, int part) {
    private static final int EIGHT_BIT = 0x00;
    private static final int SIXTEEN_BIT = 0x08;

    /** @throws IllegalArgumentException where a number is out of its range */
    public Concatenation {
        if (reference < 0 || reference > 0xFFFF || total < 1 || total > 255 || part < 1 || part > total) {
            throw new IllegalArgumentException(
                    "concatenation: expected reference of 16 bits and 1 <= part <= total <= 255, got " + reference
                            + ", part " + part + " of " + total);
        }
    }

    /** The last well-formed element of a header, empty where there is none or the header is malformed. */
    public static Optional<Concatenation> of(Octets userData) {
        if (userData.isEmpty() || userData.get(0) >= userData.length()) {
            return Optional.empty();
        }
        int end = 1 + userData.get(0);
        Optional<Concatenation> found = Optional.empty();
        int at = 1;
        while (at < end) {
            if (at + 2 > end || at + 2 + userData.get(at + 1) > end) {
                return Optional.empty();
            }
            int identifier = userData.get(at);
            int length = userData.get(at + 1);
            int value = at + 2;
            if (identifier == EIGHT_BIT && length == 3) {
                found = of(userData.get(value), userData.get(value + 1), userData.get(value + 2), found);
            } else if (identifier == SIXTEEN_BIT && length == 4) {
                int reference = userData.get(value) << 8 | userData.get(value + 1);
                found = of(reference, userData.get(value + 2), userData.get(value + 3), found);
            }
            at = value + length;
        }
        return found;
    }

    private static Optional<Concatenation> of(int reference, int total, int part, Optional<Concatenation> otherwise) {
        return part >= 1 && part <= total ? Optional.of(new Concatenation(reference, total, part)) : otherwise;
    }
}
