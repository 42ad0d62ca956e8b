// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.OctetReader;

/**
 * The response status code (TS 102 225 clause 5.2). What a card means by it belongs to its profile: a replayed counter gives
 * 02 on one vendor's cards and 06 on another's.
 *
 * @param code 0…255; numbers that the standard does not know are kept
 */
public record ResponseStatus(int code) {
    public static final ResponseStatus POR_OK = new ResponseStatus(0x00);

    /** The codes of the standard. */
    public enum Meaning {
        POR_OK(0x00, "PoR OK"),
        INTEGRITY_FAILED(0x01, "RC/CC/DS failed"),
        COUNTER_LOW(0x02, "CNTR low"),
        COUNTER_HIGH(0x03, "CNTR high"),
        COUNTER_BLOCKED(0x04, "CNTR blocked"),
        CIPHERING_ERROR(0x05, "ciphering error"),
        UNIDENTIFIED_SECURITY_ERROR(0x06, "unidentified security error"),
        INSUFFICIENT_MEMORY(0x07, "insufficient memory"),
        MORE_TIME_NEEDED(0x08, "more time needed"),
        TAR_UNKNOWN(0x09, "TAR unknown"),
        INSUFFICIENT_SECURITY_LEVEL(0x0A, "insufficient security level"),
        RESPONSE_BY_SUBMIT(0x0B, "response follows by SMS-SUBMIT"),
        RESPONSE_BY_USSD(0x0C, "response follows by USSD"),
        UNKNOWN(-1, "unknown");

        private final int code;
        private final String text;

        Meaning(int code, String text) {
            this.code = code;
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }

        /**
         * The status with this meaning.
         *
         * @throws IllegalArgumentException for UNKNOWN, which has no code of its own
         */
        public ResponseStatus status() {
            return new ResponseStatus(code);
        }
    }

    public ResponseStatus {
        if (code < 0 || code > 0xFF) {
            throw new IllegalArgumentException("response status: expected 0 to 255, got " + code);
        }
    }

    public Meaning meaning() {
        for (Meaning meaning : Meaning.values()) {
            if (meaning.code == code) {
                return meaning;
            }
        }
        return Meaning.UNKNOWN;
    }

    /** Two hexadecimal digits. */
    public String toHex() {
        return OctetReader.hex8(code);
    }

    @Override
    public String toString() {
        return toHex() + " " + meaning().text();
    }
}
