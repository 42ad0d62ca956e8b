// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.otagateway.gateway.app.UserError;

/** A single value of a YAML file, as it was written; what type it has is up to the reader. */
public final class YamlScalar extends YamlNode {
    private static final int MAX_PATH = 4096;

    private final String text;
    private final boolean secret;

    YamlScalar(Place place, String text, boolean secret) {
        super(place);
        this.text = text;
        this.secret = secret;
    }

    /** The same value; its faults no longer show it. */
    public YamlScalar secret() {
        return new YamlScalar(place(), text, true);
    }

    /** The value, whatever it is. */
    public String anyText() {
        return text;
    }

    /** The value, 1 to {@code maxLength} characters. */
    public String text(int maxLength) {
        if (text.isBlank() || text.length() > maxLength) {
            throw wrong("1 to " + maxLength + " characters");
        }
        return text;
    }

    public boolean bool() {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("true or false");
        };
    }

    /** A decimal number from {@code min} to {@code max}. */
    public int integer(int min, int max) {
        String expected = "a number from " + min + " to " + max;
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(expected);
        }
        throw wrong(expected);
    }

    /** An octet, in hexadecimal or as a decimal number after "0d". */
    public int octet() {
        if (!text.matches("(0x)?[0-9A-Fa-f]{2}")) {
            throw wrong("two hexadecimal digits");
        }
        return Integer.parseInt(text.replaceFirst("^0x", ""), 16);
    }

    /** A duration of ISO 8601, as PT10M or P14D. */
    public Duration duration() {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong("a duration of ISO 8601, such as PT10M or P14D");
        }
    }

    /** The octets of the file that the value names. */
    public byte[] file() {
        try {
            return place().files().read(text(MAX_PATH));
        } catch (IOException e) {
            throw wrong("a file that can be read (" + e.getMessage() + ")");
        } catch (InvalidPathException e) {
            throw wrong("the path of a file");
        }
    }

    /** One of the words, in any case. */
    public <T> T oneOf(Map<String, T> words) {
        T value = words.get(text.toLowerCase(Locale.ROOT));
        if (value == null) {
            throw wrong(String.join(" or ", words.keySet()));
        }
        return value;
    }

    /** What {@code parser} makes of the value; its {@link IllegalArgumentException} becomes a {@link UserError}. */
    public <T> T parse(Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(Expectation.of(e));
        }
    }

    /** The fault that this value is not what was expected, with the value unless it is secret. */
    public UserError wrong(String expected) {
        return place().fault(secret ? null : text, expected);
    }
}
