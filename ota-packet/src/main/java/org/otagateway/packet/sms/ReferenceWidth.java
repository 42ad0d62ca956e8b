// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

/** The width of the reference of a concatenated short message (TS 23.040 clauses 9.2.3.24.1 and 9.2.3.24.8). */
public enum ReferenceWidth {
    /** Element 00: one octet. */
    EIGHT_BITS(0x00, 1),
    /** Element 08: two octets. */
    SIXTEEN_BITS(0x08, 2);

    private final int element;
    private final int octets;

    ReferenceWidth(int element, int octets) {
        this.element = element;
        this.octets = octets;
    }

    /** The information element identifier. */
    public int element() {
        return element;
    }

    /** Octets of the reference: 1 or 2. */
    public int octets() {
        return octets;
    }

    /** 255 or 65535. */
    public int maxReference() {
        return this == EIGHT_BITS ? 0xFF : 0xFFFF;
    }
}
