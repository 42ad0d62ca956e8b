// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/**
 * One part's place in a concatenated short message (TS 23.040 clause 9.2.3.24.1).
 *
 * @param reference 0…255 or 0…65535 by width; we send 1 and up, since a card was seen that never assembles 0
 * @param total parts of the message, 1…255
 * @param number of this part, 1…{@code total}
 */
public record Concatenation(ReferenceWidth width, int reference, int total, int number) {
    public Concatenation {
        if (reference < 0 || reference > width.maxReference()) {
            throw new IllegalArgumentException(
                    "concatenation reference: expected 0 to " + width.maxReference() + ", got " + reference);
        }
        if (total < 1 || total > 0xFF || number < 1 || number > total) {
            throw new IllegalArgumentException(
                    "concatenation: expected part 1 to " + total + " of 1 to 255, got part " + number + " of " + total);
        }
    }

    /** The information element. */
    public InformationElement encode() {
        Octets place = Octets.of(total, number);
        Octets ref =
                width == ReferenceWidth.EIGHT_BITS ? Octets.of(reference) : Octets.of(reference >> 8, reference & 0xFF);
        return new InformationElement(width.element(), Octets.concat(ref, place));
    }

    /** What {@code element} says; none where it is another one or breaks a rule, so that the receiver ignores it. */
    public static Optional<Concatenation> decode(InformationElement element) {
        for (ReferenceWidth width : ReferenceWidth.values()) {
            Octets data = element.data();
            int n = width.octets();
            if (element.id() != width.element() || data.length() != n + 2) {
                continue;
            }
            int total = data.get(n);
            int number = data.get(n + 1);
            if (total != 0 && number != 0 && number <= total) {
                int reference = n == 1 ? data.get(0) : (data.get(0) << 8) | data.get(1);
                return Optional.of(new Concatenation(width, reference, total, number));
            }
        }
        return Optional.empty();
    }
}
