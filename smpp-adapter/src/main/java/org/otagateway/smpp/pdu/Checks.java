// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** Range checks of the records' constructors. */
final class Checks {
    private Checks() {}

    /** @throws IllegalArgumentException where {@code value} is not within 0…255 */
    static void octet(String field, int value) {
        if (value < 0 || value > 0xFF) {
            throw new IllegalArgumentException(field + ": expected 0 to 255, got " + value);
        }
    }

    /**
     * A C-Octet String of at most {@code limit} octets with its NUL.
     *
     * @throws IllegalArgumentException where it is longer, or holds NUL or a character above 255
     */
    static void cString(String field, String value, int limit) {
        if (value.length() >= limit) {
            throw new IllegalArgumentException(
                    field + ": expected at most " + (limit - 1) + " characters, got " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0 || c > 0xFF) {
                throw new IllegalArgumentException(field + ": expected characters of one octet, none NUL, got U+"
                        + Integer.toHexString(c) + " at character " + (i + 1));
            }
        }
    }

    /** @throws IllegalArgumentException where it is neither empty nor 16 characters */
    static void time(String field, String value) {
        cString(field, value, 17);
        if (!value.isEmpty() && value.length() != 16) {
            throw new IllegalArgumentException(field + ": expected 0 or 16 characters, got " + value.length());
        }
    }
}
