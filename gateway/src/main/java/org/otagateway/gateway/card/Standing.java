// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.Locale;

/** Whether a card of the store gets anything. */
public enum Standing {
    /** It does. */
    ACTIVE(0),
    /** An operator blocked it: it gets nothing from any job. */
    BLOCKED(1),
    /** An operator removed it: it gets nothing, and its keys are gone. Its counters stay, since values must not come again. */
    REMOVED(2);

    private static final int MAX_REASON = 200;

    private final int code;

    Standing(int code) {
        this.code = code;
    }

    /** The code in the store. */
    public int code() {
        return code;
    }

    /** The word for people and programs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for another word; the message says what was expected */
    public static Standing parse(String word) {
        for (Standing value : values()) {
            if (value.label().equals(word)) {
                return value;
            }
        }
        throw new IllegalArgumentException("expected active, blocked or removed");
    }

    /**
     * The operator's words as they are kept, 0 to 200 printable characters.
     *
     * @throws IllegalArgumentException for others
     */
    public static String reason(String words) {
        if (words.length() > MAX_REASON || words.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected at most " + MAX_REASON + " characters on one line");
        }
        return words;
    }

    /** @throws IllegalArgumentException where no constant has the code */
    public static Standing ofCode(int code) {
        for (Standing value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        throw new IllegalArgumentException("no Standing has code " + code);
    }
}
