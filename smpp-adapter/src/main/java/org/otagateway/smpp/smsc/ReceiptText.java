// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;

/** The text of a delivery receipt (SMPP 3.4 appendix B), times in UTC. */
final class ReceiptText {
    private ReceiptText() {}

    static String of(
            ReceiptForm form, String id, Instant submitted, Instant done, MessageState state, int error, String text) {
        String code = String.format(Locale.ROOT, "%03d", error);
        if (form == ReceiptForm.TERSE) {
            return "ERR:" + code + " STAT:" + state.word() + " ID:" + id + " TEXT:" + text;
        }
        String colon = form == ReceiptForm.SPACED ? ": " : ":";
        boolean seconds = form == ReceiptForm.SPACED;
        StringBuilder out = new StringBuilder(128);
        out.append("id").append(colon).append(id);
        out.append(" sub").append(colon).append("001 dlvrd").append(colon);
        out.append(state == MessageState.DELIVERED ? "001" : "000");
        out.append(" submit date").append(colon);
        time(out, submitted, seconds);
        out.append(" done date").append(colon);
        time(out, done, seconds);
        out.append(" stat").append(colon).append(state.word());
        out.append(" err").append(colon).append(code);
        return out.append(" text").append(colon).append(text).toString();
    }

    private static void time(StringBuilder out, Instant instant, boolean seconds) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        two(out, time.getYear() % 100);
        two(out, time.getMonthValue());
        two(out, time.getDayOfMonth());
        two(out, time.getHour());
        two(out, time.getMinute());
        if (seconds) {
            two(out, time.getSecond());
        }
    }

    private static void two(StringBuilder out, int value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
