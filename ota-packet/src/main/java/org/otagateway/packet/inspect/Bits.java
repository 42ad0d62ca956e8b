// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Octets;

/** Takes one octet apart into fields of bits, drawn as ".... .1..". */
final class Bits {
    private final int offset;
    private final int octet;
    private final boolean derived;
    private final String clause;
    private final List<Field> fields = new ArrayList<>();

    Bits(int offset, int octet, boolean derived, String clause) {
        this.offset = offset;
        this.octet = octet;
        this.derived = derived;
        this.clause = clause;
    }

    /** Adds the bits of {@code mask}, a run of ones. */
    Bits add(int mask, String name, String meaning, Verdict verdict) {
        fields.add(
                new Field(offset, Octets.of(octet), drawing(mask), name, meaning, clause, verdict, derived, List.of()));
        return this;
    }

    Bits add(int mask, String name, String meaning) {
        return add(mask, name, meaning, Verdict.PLAIN);
    }

    /** Adds reserved bits where one of them is set. */
    Bits reserved(int mask, Notes notes, String field) {
        if ((octet & mask) != 0) {
            add(mask, "reserved", "expected zero", Verdict.BAD);
            notes.add(Verdict.BAD, offset, field, "a reserved bit is set", clause);
        }
        return this;
    }

    /** The bits of {@code mask} as a number. */
    int value(int mask) {
        return (octet & mask) >> Integer.numberOfTrailingZeros(mask);
    }

    List<Field> fields() {
        return fields;
    }

    private String drawing(int mask) {
        StringBuilder drawing = new StringBuilder(9);
        for (int bit = 7; bit >= 0; bit--) {
            boolean shown = (mask >> bit & 1) != 0;
            drawing.append(!shown ? '.' : (octet >> bit & 1) != 0 ? '1' : '0');
            if (bit == 4) {
                drawing.append(' ');
            }
        }
        return drawing.toString();
    }
}
