// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/** The text of a delivery receipt (SMPP 3.4 appendix B), times in UTC. */
final class ReceiptText {
    private ReceiptText() {}

    static String of(String id, Instant submitted, Instant done, MessageState state, int error, String text) {
        StringBuilder out = new StringBuilder(128);
        out.append("id:").append(id);
        out.append(" sub:001 dlvrd:").append(state == MessageState.DELIVERED ? "001" : "000");
        out.append(" submit date:");
        time(out, submitted);
        out.append(" done date:");
        time(out, done);
        out.append(" stat:").append(state.word());
        out.append(" err:").append(String.format(Locale.ROOT, "%03d", error));
        return out.append(" text:").append(text).toString();
    }

    private static void time(StringBuilder out, Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        two(out, time.getYear() % 100);
        two(out, time.getMonthValue());
        two(out, time.getDayOfMonth());
        two(out, time.getHour());
        two(out, time.getMinute());
    }

    private static void two(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
