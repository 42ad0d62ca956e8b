// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import org.otagateway.packet.bytes.Octets;

/**
 * TP-VPF and TP-VP of an SMS-SUBMIT (TS 23.040 clause 9.2.3.3).
 *
 * @param period 0, 1 or 7 octets by format
 */
public record Validity(Format format, Octets period) {
    /** No validity period. */
    public static final Validity NONE = new Validity(Format.NONE, Octets.EMPTY);

    /** TP-VPF. */
    public enum Format {
        NONE(0, 0),
        ENHANCED(1, 7),
        RELATIVE(2, 1),
        ABSOLUTE(3, 7);

        private final int code;
        private final int length;

        Format(int code, int length) {
            this.code = code;
            this.length = length;
        }

        /** Two bits. */
        public int code() {
            return code;
        }

        /** Octets of TP-VP. */
        public int length() {
            return length;
        }

        static Format ofCode(int code) {
            return switch (code & 3) {
                case 0 -> NONE;
                case 1 -> ENHANCED;
                case 2 -> RELATIVE;
                default -> ABSOLUTE;
            };
        }
    }

    public Validity {
        if (period.length() != format.length()) {
            throw new IllegalArgumentException(
                    "TP-VP: expected " + format.length() + " octets, got " + period.length());
        }
    }
}
