// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.receipt;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of a receipt, as SMPP 3.4 appendix B sketches it and every vendor writes it otherwise:
 *
 * <pre>id:IIIIIIIIII sub:SSS dlvrd:DDD submit date:YYMMDDhhmm done date:YYMMDDhhmm stat:DDDDDDD err:E text: . . .</pre>
 *
 * <p>Fields in any order and case, with or without blanks around the colon, any of them missing. A value ends at a blank;
 * that of {@code text} is the rest, whatever it holds. Of a repeated field the first counts. Never fails.
 */
final class ReceiptText {
    /** A field and its name in the text. */
    private enum Field {
        ID("id"),
        SUBMITTED("submit date"),
        DONE("done date"),
        DELIVERED("dlvrd"),
        SUBMITTED_COUNT("sub"),
        STATE("stat"),
        ERROR("err"),
        TEXT("text");

        private final String label;

        Field(String label) {
            this.label = label;
        }
    }

    private final Map<Field, String> values = new EnumMap<>(Field.class);

    private ReceiptText() {}

    static ReceiptText read(String text) {
        ReceiptText read = new ReceiptText();
        String lower = text.toLowerCase(Locale.ROOT);
        int at = 0;
        while (at < text.length()) {
            Field field = startsAField(lower, at);
            int colon = field == null ? -1 : colonAfter(text, at + field.label.length());
            if (field == null || colon < 0) {
                at++;
                continue;
            }
            int start = skipBlanks(text, colon + 1);
            int end = field == Field.TEXT ? text.length() : endOfValue(text, lower, start);
            read.values.putIfAbsent(field, text.substring(start, end));
            // A value is never empty-handed: the next field may start right here, but the colon is behind us.
            at = Math.max(end, colon + 1);
        }
        return read;
    }

    /** The id, or nothing. */
    String id() {
        return values.getOrDefault(Field.ID, "");
    }

    /** The word of the state, or nothing. */
    String state() {
        return values.getOrDefault(Field.STATE, "");
    }

    /** The error as written, or nothing. */
    String error() {
        return values.getOrDefault(Field.ERROR, "");
    }

    /** What stands behind {@code text:}, or nothing. */
    String text() {
        return values.getOrDefault(Field.TEXT, "");
    }

    @Nullable
    LocalDateTime submitted() {
        return time(values.getOrDefault(Field.SUBMITTED, ""));
    }

    @Nullable
    LocalDateTime done() {
        return time(values.getOrDefault(Field.DONE, ""));
    }

    /** A receipt names at least the message or its state. */
    boolean isReceipt() {
        return values.containsKey(Field.ID) || values.containsKey(Field.STATE);
    }

    private static @Nullable Field startsAField(String lower, int at) {
        if (at > 0 && Character.isLetterOrDigit(lower.charAt(at - 1))) {
            return null;
        }
        for (Field field : Field.values()) {
            if (lower.startsWith(field.label, at)) {
                return field;
            }
        }
        return null;
    }

    /** The place of the colon that makes a label of what ends at {@code end}, or -1. */
    private static int colonAfter(String text, int end) {
        int at = skipBlanks(text, end);
        return at < text.length() && text.charAt(at) == ':' ? at : -1;
    }

    /** A value goes to the next blank, or is empty where the next field starts at once. */
    private static int endOfValue(String text, String lower, int start) {
        int at = start;
        while (at < text.length() && !isBlank(text.charAt(at))) {
            Field next = startsAField(lower, at);
            if (next != null && colonAfter(text, at + next.label.length()) >= 0) {
                return at;
            }
            at++;
        }
        return at;
    }

    private static int skipBlanks(String text, int from) {
        int at = from;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isBlank(char c) {
        return c <= ' ';
    }

    /** YYMMDDhhmm, with seconds or not, or the year in four digits; null for anything else. */
    private static @Nullable LocalDateTime time(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return null;
            }
        }
        int yearDigits = switch (digits.length()) {
            case 10, 12 -> 2;
            case 14 -> 4;
            default -> 0;
        };
        if (yearDigits == 0) {
            return null;
        }
        int century = yearDigits == 2 ? 2000 : 0;
        int seconds = digits.length() - yearDigits == 10 ? number(digits, yearDigits + 8, 2) : 0;
        try {
            return LocalDateTime.of(
                    century + number(digits, 0, yearDigits),
                    number(digits, yearDigits, 2),
                    number(digits, yearDigits + 2, 2),
                    number(digits, yearDigits + 4, 2),
                    number(digits, yearDigits + 6, 2),
                    seconds);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String digits, int from, int length) {
        return Integer.parseInt(digits.substring(from, from + length));
    }
}
