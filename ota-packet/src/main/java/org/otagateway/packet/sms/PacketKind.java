// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

/** What a short message carries, named by an information element of length 0 (TS 31.115 clause 4). */
public enum PacketKind {
    /** CPI, element 70. */
    COMMAND(0x70),
    /** RPI, element 71. */
    RESPONSE(0x71);

    private final int element;

    PacketKind(int element) {
        this.element = element;
    }

    /** The information element identifier. */
    public int element() {
        return element;
    }
}
