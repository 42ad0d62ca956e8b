// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import org.jspecify.annotations.Nullable;

/**
 * Who asks for a change of a job, and why.
 *
 * @param by 1 to 64 printable characters
 * @param reason up to 200 printable characters of the asker's own; null where there are none
 */
public record Asked(String by, @Nullable String reason) {
    /** The gateway itself. */
    public static final String GATEWAY = "gateway";

    private static final int MOST_BY = 64;
    private static final int MOST_REASON = 200;

    /** @throws IllegalArgumentException for other lengths or characters; the message says what was expected */
    public Asked {
        by = by(by);
        reason = reason(reason);
    }

    /** The same for the name alone. */
    public static String by(String name) {
        if (name.isBlank() || !printable(name, MOST_BY)) {
            throw new IllegalArgumentException("expected 1 to " + MOST_BY + " characters on one line");
        }
        return name;
    }

    /** The same for the words alone; none at all are null. */
    public static @Nullable String reason(@Nullable String words) {
        if (words != null && !printable(words, MOST_REASON)) {
            throw new IllegalArgumentException("expected at most " + MOST_REASON + " characters on one line");
        }
        return words == null || words.isBlank() ? null : words;
    }

    private static boolean printable(String text, int most) {
        return text.length() <= most && text.chars().noneMatch(Character::isISOControl);
    }
}
