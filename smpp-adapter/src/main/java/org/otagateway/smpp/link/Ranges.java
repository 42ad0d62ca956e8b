// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.time.Duration;

/** Checks of values that come from people, with messages that say what was expected. */
final class Ranges {
    private Ranges() {}

    static void octet(String field, int value) {
        within(field, value, 0, 0xFF);
    }

    static void within(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": expected " + min + " to " + max + ", got " + value);
        }
    }

    static void within(String field, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(field + ": expected " + min + " to " + max + ", got " + value);
        }
    }

    static void ascii(String field, String value, int max) {
        if (value.length() > max) {
            throw new IllegalArgumentException(
                    field + ": expected at most " + max + " characters, got " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                throw new IllegalArgumentException(
                        field + ": expected printable ASCII, got another character at place " + (i + 1));
            }
        }
    }

    static void digits(String field, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                throw new IllegalArgumentException(
                        field + ": expected digits, got another character at place " + (i + 1));
            }
        }
    }
}
