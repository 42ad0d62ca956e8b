// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.secured.CounterMode;
import org.otagateway.packet.secured.ResponsePacket;
import org.otagateway.packet.secured.ResponseStatus;

/** The check of a response, alone or with its command: opened, sealed again, and the short messages around it. */
final class ResponseCheck {
    private ResponseCheck() {}

    static void response(Check check) throws BadVector {
        check.required("cntr", "cc_length");
        answer(check);
        Fields fields = check.fields();
        ResponsePacket packet = opened(fields);
        check.same("tar", packet.tar().toString());
        check.same("cntr", packet.counter().toHex());
        check.same(
                "cc_length", JsonNodeFactory.instance.numberNode(packet.check().length()));
        check.used("kic_key", "kid_key", "kic", "kid", "spi");
    }

    static void roundtrip(Check check) throws BadVector {
        CommandCheck.command(check);
        answer(check);
        card(check);
    }

    private static ResponsePacket opened(Fields fields) throws BadVector {
        return new ResponseFields().open(fields, "response_packet", fields.octets("response_packet"));
    }

    private static void answer(Check check) throws BadVector {
        check.required(
                "kic_key",
                "kid_key",
                "kic",
                "kid",
                "spi",
                "tar",
                "response_packet",
                "response_user_data",
                "response_decoded");
        Fields fields = check.fields();
        ResponsePacket packet = opened(fields);
        Fields decoded = fields.in("response_decoded");
        ObjectNode clear = ResponseFields.clear(packet);
        if (decoded.has("via")) {
            clear.put("via", fields.has("sms_submit_tpdus") ? "sms submit" : "deliver report");
        }
        check.same("response_decoded", clear);
        Octets sealed = new ResponseFields().seal(fields, decoded);
        check.same("response_packet", sealed.toHex());
        check.same(
                "response_user_data",
                Octets.concat(ShortMessages.RESPONSE_HEADER, sealed).toHex());
        if (fields.has("sms_submit_tpdus") || fields.has("proactive_commands")) {
            check.required("sms_submit_tpdus", "proactive_commands");
            check.same(ShortMessages.responseLike(fields, sealed));
        }
        deliverReport(check, fields);
    }

    /** What the same command left in the DELIVER-REPORT. */
    private static void deliverReport(Check check, Fields fields) throws BadVector {
        if (!fields.has("deliver_report_user_data") && !fields.has("deliver_report_decoded")) {
            return;
        }
        check.required("deliver_report_user_data", "deliver_report_decoded");
        ResponseFields codec = new ResponseFields();
        Octets packet =
                ShortMessages.responsePacket("deliver_report_user_data", fields.octets("deliver_report_user_data"));
        check.same(
                "deliver_report_decoded", ResponseFields.clear(codec.open(fields, "deliver_report_user_data", packet)));
        check.same(
                "deliver_report_user_data",
                Octets.concat(ShortMessages.RESPONSE_HEADER, codec.seal(fields, fields.in("deliver_report_decoded")))
                        .toHex());
    }

    /** What only a card could give: its counter around the command, and the status word of the ENVELOPE. */
    private static void card(Check check) throws BadVector {
        Fields fields = check.fields();
        if (fields.has("envelope_status_word")) {
            int sw = Integer.parseInt(fields.octets("envelope_status_word", 2).toHex(), 16);
            String report = fields.has("deliver_report_user_data") ? "deliver_report_user_data" : "response_user_data";
            int length = fields.octets(report).length();
            boolean fetches = sw >> 8 == 0x61 || sw >> 8 == 0x9F;
            check.consistent(
                    "envelope_status_word",
                    sw == 0x9000 || sw >> 8 == 0x91 || (fetches && (sw & 0xFF) == (length & 0xFF)),
                    "9000, 91xx, or 61 or 9f and the " + length + " octets of the answer",
                    Integer.toHexString(sw));
        }
        if (fields.has("counter_before") || fields.has("counter_after")) {
            check.required("counter_before", "counter_after");
            counters(check, fields);
        }
    }

    private static void counters(Check check, Fields fields) throws BadVector {
        Counter before = counter(fields, "counter_before");
        Counter after = counter(fields, "counter_after");
        Counter sent = Settings.counter(fields);
        CounterMode mode = Settings.spi(fields).counter();
        boolean taken = fields.in("response_decoded").octets("status", 1).get(0) == ResponseStatus.POR_OK.code();
        boolean kept = after.equals(before);
        boolean moved = after.equals(sent);
        boolean agrees = switch (mode) {
            case NONE -> kept;
            case UNCHECKED -> kept || moved;
            case HIGHER, ONE_HIGHER -> taken ? moved : kept || moved;
        };
        check.consistent(
                "counter_after",
                agrees,
                mode + ": " + (mode.refusesReplay() && taken ? sent : before) + " after it",
                after.toHex());
        boolean mayCome = switch (mode) {
            case NONE, UNCHECKED -> true;
            case HIGHER -> !taken || sent.compareTo(before) > 0;
            case ONE_HIGHER -> !taken || sent.value() == before.value() + 1;
        };
        check.consistent(
                "counter_before", mayCome, "a counter that " + sent + " follows under " + mode, before.toHex());
    }

    private static Counter counter(Fields fields, String field) throws BadVector {
        return new Counter(Long.parseLong(fields.octets(field, 5).toHex(), 16));
    }
}
