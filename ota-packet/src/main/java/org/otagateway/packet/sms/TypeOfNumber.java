// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

/** TP type of number (TS 23.040 clause 9.1.2.5). */
public enum TypeOfNumber {
    UNKNOWN(0),
    INTERNATIONAL(1),
    NATIONAL(2),
    NETWORK_SPECIFIC(3),
    SUBSCRIBER(4),
    ALPHANUMERIC(5),
    ABBREVIATED(6),
    RESERVED(7);

    private final int code;

    TypeOfNumber(int code) {
        this.code = code;
    }

    /** Three bits. */
    public int code() {
        return code;
    }

    static TypeOfNumber ofCode(int code) {
        for (TypeOfNumber type : values()) {
            if (type.code == (code & 7)) {
                return type;
            }
        }
        throw new IllegalArgumentException("three bits have eight values");
    }
}
