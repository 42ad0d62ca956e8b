// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.otagateway.smpp.smsc.DelayRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How quantities are written on the command line. */
final class Quantities {
    private Quantities() {}

    /** {@code 0.05} or {@code 5%}, 0 to 1. */
    static final class Probability implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                double value = text.endsWith("%")
                        ? Double.parseDouble(
                                        text.substring(0, text.length() - 1).strip())
                                / 100
                        : Double.parseDouble(text);
                if (value >= 0 && value <= 1) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // told below
            }
            throw new TypeConversionException("expected a probability such as 0.05 or 5%, got '" + text + "'");
        }
    }

    /** {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}, or ISO 8601 as {@code PT2S}. */
    static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return time(text);
        }
    }

    /** Two times with {@code ..} between them, or one. */
    static final class Delay implements ITypeConverter<DelayRange> {
        @Override
        public DelayRange convert(String text) {
            int dots = text.indexOf("..");
            try {
                return dots < 0
                        ? DelayRange.fixed(time(text))
                        : new DelayRange(time(text.substring(0, dots)), time(text.substring(dots + 2)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected a delay such as 20ms or 20ms..80ms, got '" + text + "'");
            }
        }
    }

    /** A number, decimal or hexadecimal after 0x. */
    static final class Code implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.decode(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("expected a number such as 88 or 0x58, got '" + text + "'");
            }
        }
    }

    /** A number of cards, 1 to ten million. */
    static final class Cards implements ITypeConverter<Long> {
        private static final long MOST = 10_000_000;

        @Override
        public Long convert(String text) {
            return upTo(MOST, "cards", text);
        }
    }

    /** A number of turns, 1 to 100. */
    static final class Rounds implements ITypeConverter<Integer> {
        private static final long MOST = 100;

        @Override
        public Integer convert(String text) {
            return (int) upTo(MOST, "rounds", text);
        }
    }

    private static long upTo(long most, String what, String text) {
        if (text.matches("[0-9]{1,9}")) {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        throw new TypeConversionException("expected 1 to " + most + " " + what + ", got '" + text + "'");
    }

    private static Duration time(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        try {
            if (lower.matches("[0-9]{1,9}ms")) {
                return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
            }
            if (lower.matches("[0-9]{1,9}[smh]")) {
                return Duration.parse("PT" + lower);
            }
            Duration duration = Duration.parse(text.strip());
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            // told below
        }
        throw new TypeConversionException("expected a time such as 250ms, 2s, 5m or PT2S, got '" + text + "'");
    }
}
