// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A time of SMPP, 16 characters (SMPP 3.4 clause 7.1.1).
 *
 * <pre>
 *  absolute  YYMMDDhhmmsstnnp   t tenths of a second, nn quarters of an hour, p + ahead of or - behind UTC
 *  relative  YYMMDDhhmmss000R   from when the SMSC takes the message
 * </pre>
 */
public sealed interface SmppTime {
    /** The moment meant, for a message taken at {@code received}. */
    Instant at(Instant received);

    /** The 16 characters. */
    String format();

    /** Reads 16 characters; empty where they are no time. */
    static Optional<SmppTime> parse(String text) {
        if (text.length() != 16) {
            return Optional.empty();
        }
        for (int i = 0; i < 15; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        int year = two(text, 0);
        int month = two(text, 2);
        int day = two(text, 4);
        int hour = two(text, 6);
        int minute = two(text, 8);
        int second = two(text, 10);
        int tenth = text.charAt(12) - '0';
        int quarters = two(text, 13);
        char sign = text.charAt(15);
        if (sign == 'R') {
            return tenth == 0 && quarters == 0
                    ? Optional.of(new Relative(year, month, day, hour, minute, second))
                    : Optional.empty();
        }
        if ((sign != '+' && sign != '-') || quarters > 48) {
            return Optional.empty();
        }
        try {
            ZoneOffset offset = ZoneOffset.ofTotalSeconds((sign == '+' ? 1 : -1) * quarters * 15 * 60);
            LocalDateTime local = LocalDateTime.of(2000 + year, month, day, hour, minute, second, tenth * 100_000_000);
            return Optional.of(new Absolute(OffsetDateTime.of(local, offset)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int two(String text, int at) {
        return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
    }

    /** Two digits each; a Formatter would cost as much as the rest of a submit_sm. */
    private static void append(StringBuilder text, int... values) {
        for (int value : values) {
            text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
        }
    }

    /**
     * A moment.
     *
     * @param time year 2000 to 2099, to the tenth of a second, offset a multiple of a quarter of an hour
     */
    record Absolute(OffsetDateTime time) implements SmppTime {
        /** @throws IllegalArgumentException where the year or the offset cannot be written */
        public Absolute {
            time = time.minusNanos(time.getNano() % 100_000_000);
            if (time.getYear() < 2000 || time.getYear() > 2099) {
                throw new IllegalArgumentException("year: expected 2000 to 2099, got " + time.getYear());
            }
            int offset = time.getOffset().getTotalSeconds();
            if (offset % 900 != 0 || Math.abs(offset) > 12 * 3600) {
                throw new IllegalArgumentException(
                        "offset: expected quarters of an hour up to 12 hours, got " + offset);
            }
        }

        /** That moment in UTC. */
        public static Absolute of(Instant instant) {
            return new Absolute(instant.atOffset(ZoneOffset.UTC));
        }

        @Override
        public Instant at(Instant received) {
            return time.toInstant();
        }

        @Override
        public String format() {
            int offset = time.getOffset().getTotalSeconds() / 900;
            StringBuilder text = new StringBuilder(16);
            append(text, time.getYear() % 100, time.getMonthValue(), time.getDayOfMonth());
            append(text, time.getHour(), time.getMinute(), time.getSecond());
            text.append((char) ('0' + time.getNano() / 100_000_000));
            append(text, Math.abs(offset));
            return text.append(offset < 0 ? '-' : '+').toString();
        }
    }

    /** A length of time in calendar units, each 0 to 99. */
    record Relative(int years, int months, int days, int hours, int minutes, int seconds) implements SmppTime {
        /** @throws IllegalArgumentException where a unit has more than two digits */
        public Relative {
            for (int unit : new int[] {years, months, days, hours, minutes, seconds}) {
                if (unit < 0 || unit > 99) {
                    throw new IllegalArgumentException("relative time: expected units of 0 to 99, got " + unit);
                }
            }
        }

        /** That duration in days, hours, minutes and seconds, at most 99 days. */
        public static Relative of(Duration duration) {
            return new Relative(
                    0,
                    0,
                    Math.toIntExact(duration.toDays()),
                    duration.toHoursPart(),
                    duration.toMinutesPart(),
                    duration.toSecondsPart());
        }

        @Override
        public Instant at(Instant received) {
            return received.atOffset(ZoneOffset.UTC)
                    .plusYears(years)
                    .plusMonths(months)
                    .plusDays(days)
                    .plusHours(hours)
                    .plusMinutes(minutes)
                    .plusSeconds(seconds)
                    .toInstant();
        }

        @Override
        public String format() {
            StringBuilder text = new StringBuilder(16);
            append(text, years, months, days, hours, minutes, seconds);
            return text.append("000R").toString();
        }
    }
}
