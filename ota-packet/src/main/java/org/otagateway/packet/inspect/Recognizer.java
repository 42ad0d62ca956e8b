// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.ExpandedResponse;
import org.otagateway.packet.script.ExpandedScript;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.sms.SmsDeliver;
import org.otagateway.packet.sms.SmsPpDownload;
import org.otagateway.packet.sms.SmsSubmit;
import org.otagateway.packet.sms.UserData;

/** Finds out what octets can be. */
final class Recognizer {
    private static final List<Octets> USER_DATA_STARTS = List.of(
            Octets.hex("027000"),
            Octets.hex("027100"),
            Octets.hex("050003"),
            Octets.hex("070003"),
            Octets.hex("060804"),
            Octets.hex("080804"));

    private Recognizer() {}

    /** The kinds whose rules the octets keep, the likeliest first. */
    static List<Kind> strict(Octets octets) {
        List<Kind> kinds = new ArrayList<>();
        if (octets.isEmpty()) {
            return kinds;
        }
        if (SmppTree.reads(octets)) {
            kinds.add(Kind.SMPP_PDU);
        }
        if (SmsPpDownload.decode(octets).success().isPresent() || looksLikeDownload(octets)) {
            kinds.add(Kind.ENVELOPE);
        }
        if (octets.get(0) == 0xD0 && outerLengthFits(octets)) {
            kinds.add(Kind.PROACTIVE_COMMAND);
        }
        if (ExpandedScript.decode(octets).success().isPresent()) {
            kinds.add(Kind.EXPANDED_SCRIPT);
        }
        if (ExpandedResponse.decode(octets).success().isPresent()) {
            kinds.add(Kind.EXPANDED_RESPONSE);
        }
        if (isUserData(octets)) {
            kinds.add(Kind.USER_DATA);
        }
        if (CommandCodec.parse(octets).success().isPresent()) {
            kinds.add(Kind.COMMAND_PACKET);
        }
        if (ResponseCodec.parse(octets).success().isPresent()) {
            kinds.add(Kind.RESPONSE_PACKET);
        }
        if (SmsDeliver.decode(octets).success().isPresent()) {
            kinds.add(Kind.SMS_DELIVER);
        }
        if (SmsSubmit.decode(octets).success().isPresent()) {
            kinds.add(Kind.SMS_SUBMIT);
        }
        if (isDeliverReport(octets)) {
            kinds.add(Kind.DELIVER_REPORT);
        }
        if (ScriptTree.readsAsCompact(octets)) {
            kinds.add(Kind.COMPACT_SCRIPT);
        } else if (isApdu(octets)) {
            kinds.add(Kind.COMMAND_APDU);
        }
        if (isCompactResponse(octets)) {
            kinds.add(Kind.COMPACT_RESPONSE);
        }
        return kinds;
    }

    /** What octets that keep the rules of no kind most look like, by the octets at their front. */
    static Kind lenient(Octets octets) {
        int n = octets.length();
        if (n >= 16 && SmppTree.reads(Octets.concat(Octets.of(0, 0, 0, 16), octets.slice(4, 16)))) {
            return Kind.SMPP_PDU;
        }
        if (n >= 5 && octets.get(1) == 0xC2 && octets.get(2) == 0 && octets.get(3) == 0) {
            return Kind.ENVELOPE;
        }
        if (n >= 8 && octets.get(0) == 0xD1) {
            return Kind.ENVELOPE;
        }
        if (n >= 8 && octets.get(0) == 0xD0) {
            return Kind.PROACTIVE_COMMAND;
        }
        if (USER_DATA_STARTS.stream().anyMatch(octets::startsWith)) {
            return Kind.USER_DATA;
        }
        if (n >= 10
                && isOneOf(octets.get(2), 13, 15, 17, 21)
                && (octets.get(3) & 0xE0) == 0
                && (octets.get(4) & 0xC0) == 0) {
            return Kind.COMMAND_PACKET;
        }
        if (n >= 6 && isOneOf(octets.get(2), 10, 12, 14, 18) && octets.get(0) == 0) {
            return Kind.RESPONSE_PACKET;
        }
        if (n >= 2 && (octets.get(0) == 0xAA || octets.get(0) == 0xAE)) {
            return Kind.EXPANDED_SCRIPT;
        }
        if (n >= 2 && (octets.get(0) == 0xAB || octets.get(0) == 0xAF)) {
            return Kind.EXPANDED_RESPONSE;
        }
        if (n >= 12 && (octets.get(0) & 0x43) == 0x40 && octets.get(1) <= 20 && (octets.get(2) & 0x80) != 0) {
            return Kind.SMS_DELIVER;
        }
        if (n >= 8 && (octets.get(0) & 0x43) == 0x41 && octets.get(2) <= 20 && (octets.get(3) & 0x80) != 0) {
            return Kind.SMS_SUBMIT;
        }
        if (n >= 5
                && Commands.knownClass(octets.get(0))
                && Commands.instruction(octets.get(0), octets.get(1), octets.get(2))
                        .isPresent()) {
            return Kind.COMPACT_SCRIPT;
        }
        return Kind.UNKNOWN;
    }

    private static boolean isOneOf(int value, int... wanted) {
        for (int one : wanted) {
            if (one == value) {
                return true;
            }
        }
        return false;
    }

    /** D1 without an APDU around it. */
    private static boolean looksLikeDownload(Octets octets) {
        return octets.get(0) == 0xD1 && outerLengthFits(octets);
    }

    private static boolean outerLengthFits(Octets octets) {
        int n = octets.length();
        if (n < 4) {
            return false;
        }
        int first = octets.get(1);
        return switch (first) {
            case 0x81 -> octets.get(2) == n - 3;
            case 0x82 -> (octets.get(2) << 8 | octets.get(3)) == n - 4;
            default -> first < 0x80 && first == n - 2;
        };
    }

    private static boolean isUserData(Octets octets) {
        return UserData.decode(octets)
                .success()
                .filter(data ->
                        data.packetKind().isPresent() || data.concatenation().isPresent())
                .filter(data -> !data.payload().isEmpty() && octets.get(0) < 0x40)
                .isPresent();
    }

    private static boolean isDeliverReport(Octets octets) {
        if ((octets.get(0) & ~0x40) != 0 || octets.length() < 2) {
            return false;
        }
        int at = octets.get(1) >= 0x80 ? 2 : 1;
        if (at >= octets.length()) {
            return false;
        }
        int indicator = octets.get(at);
        int length = at + 1 + (indicator & 1) + (indicator >> 1 & 1);
        if ((indicator & 0xF8) != 0 || (indicator & 4) == 0 || length >= octets.length()) {
            return false;
        }
        return octets.get(length) == octets.length() - length - 1;
    }

    private static boolean isApdu(Octets octets) {
        return CommandApdu.decode(octets)
                .success()
                .filter(apdu -> Commands.knownClass(apdu.cla()))
                .filter(apdu ->
                        Commands.instruction(apdu.cla(), apdu.ins(), apdu.p1()).isPresent())
                .isPresent();
    }

    /** The weakest of all forms: any number, then a status word that the standards know. */
    private static boolean isCompactResponse(Octets octets) {
        return CompactResponse.decode(octets)
                .success()
                .filter(answer -> answer.commandsExecuted() > 0
                        && answer.commandsExecuted() < 32
                        && answer.lastStatusWord().kind() != StatusWord.Kind.UNKNOWN)
                .isPresent();
    }
}
