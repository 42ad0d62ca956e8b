// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.app;

import org.jspecify.annotations.Nullable;

/**
 * The user gave something wrong: usage or input. Ends the command with exit code 2 and one line, the message. The
 * message never holds a secret: the thrower leaves the value of a key or PIN out.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_VALUE = 64;

    public UserError(String message) {
        super(oneLine(message));
    }

    public UserError(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /**
     * One line that names the place, what stands there and what should.
     *
     * @param file the file as the user named it
     * @param line counted from 1; 0 where the fault has no line
     * @param field the column or key; null where the fault is not in one
     * @param value what was found; null where nothing was, or where it is a secret
     * @param expected what should stand there
     */
    public static UserError in(
            String file, long line, @Nullable String field, @Nullable String value, String expected) {
        StringBuilder message = new StringBuilder(file);
        if (line > 0) {
            message.append(':').append(line);
        }
        message.append(": ");
        if (field != null) {
            message.append(field).append(": ");
        }
        message.append("expected ").append(expected);
        if (value != null) {
            message.append(", got '").append(shortened(value)).append('\'');
        }
        return new UserError(message.toString());
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }
}
