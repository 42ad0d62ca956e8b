// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

/** The part of a message "field: expected this, got that" that a report with its own field and value wants. */
public final class Expectation {
    private static final String EXPECTED = "expected ";
    private static final String GOT = ", got ";

    private Expectation() {}

    /** What was expected; the whole message where it is not of that form. */
    public static String of(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        int from = message.indexOf(EXPECTED);
        if (from < 0) {
            return message;
        }
        int to = message.lastIndexOf(GOT);
        return message.substring(from + EXPECTED.length(), to > from ? to : message.length());
    }
}
