// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.gateway.capture.PcapWriter;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.inspect.Field;
import org.otagateway.packet.inspect.Inspection;
import org.otagateway.packet.script.CompactScript;
import org.otagateway.packet.script.ExpandedScript;
import org.otagateway.packet.sms.PacketKind;
import org.otagateway.packet.sms.SmsAddress;
import org.otagateway.packet.sms.SmsPpDownload;
import org.otagateway.packet.sms.SmsSubmit;
import org.otagateway.packet.sms.UserData;

/**
 * Writes what was inspected as the terminal and the card would say it, for Wireshark: a command packet in an ENVELOPE, a
 * response packet in SEND SHORT MESSAGE that is fetched, commands as they are. What is not in the octets is filled in: 9000
 * behind each command, addresses and time stamps of zeros.
 */
public final class GsmtapExport {
    private static final Octets OK = Octets.of(0x90, 0x00);
    private static final Octets DETAILS_AND_DEVICES = Octets.hex("810301130082028183");
    private static final int MOST_DATA = 140;
    /** TS 23.040: no TPDU is longer; what was forced to be one may be. */
    private static final int MOST_TPDU = 180;
    /** More does not fit a datagram. */
    private static final int MOST_EXCHANGE = 60_000;

    private final PcapWriter writer;

    public GsmtapExport(PcapWriter writer) {
        this.writer = writer;
    }

    /** Writes what the inspection holds; nothing where no card would see it. */
    public void write(long micros, Inspection inspection) throws IOException {
        for (Octets exchange : exchanges(inspection)) {
            if (exchange.length() <= MOST_EXCHANGE) {
                writer.card(micros, exchange);
            }
        }
    }

    static List<Octets> exchanges(Inspection inspection) {
        Octets octets = inspection.root().octets();
        return switch (inspection.kind()) {
            case ENVELOPE -> List.of(Octets.concat(apdu(octets), OK));
            case SMS_DELIVER -> envelope(octets).stream().toList();
            case SMS_SUBMIT -> octets.length() > MOST_TPDU ? List.of() : List.of(fetch(octets));
            case PROACTIVE_COMMAND -> octets.length() > 0xFF ? List.of() : List.of(fetched(octets));
            case USER_DATA -> userData(octets, "0", 0x7F, 0xF6).stream().toList();
            case COMMAND_PACKET ->
                userData(Octets.concat(Octets.hex("027000"), octets), "0", 0x7F, 0xF6).stream()
                        .toList();
            case RESPONSE_PACKET ->
                userData(Octets.concat(Octets.hex("027100"), octets), "0", 0x7F, 0xF6).stream()
                        .toList();
            case COMMAND_APDU -> List.of(Octets.concat(octets, OK));
            case COMPACT_SCRIPT ->
                CompactScript.decode(octets).success().map(CompactScript::commands).orElse(List.of()).stream()
                        .map(GsmtapExport::answered)
                        .toList();
            case EXPANDED_SCRIPT ->
                ExpandedScript.decode(octets).success().map(ExpandedScript::commands).orElse(List.of()).stream()
                        .map(GsmtapExport::answered)
                        .toList();
            case SMPP_PDU -> pdus(inspection.root());
            case DELIVER_REPORT, COMPACT_RESPONSE, EXPANDED_RESPONSE, UNKNOWN -> List.of();
        };
    }

    private static Octets answered(CommandApdu command) {
        return Octets.concat(command.encode(), OK);
    }

    private static List<Octets> pdus(Field root) {
        List<Octets> exchanges = new ArrayList<>();
        for (Field pdu : root.findAll("PDU")) {
            Optional<Field> data = pdu.find("TP-UD");
            String from = pdu.find("source_addr").map(Field::meaning).orElse("");
            int protocol = octet(pdu, "protocol_id", 0x7F);
            int coding = octet(pdu, "data_coding", 0xF6);
            data.flatMap(field -> userData(field.octets(), from, protocol, coding))
                    .ifPresent(exchanges::add);
        }
        return exchanges;
    }

    private static int octet(Field pdu, String name, int otherwise) {
        return pdu.find(name).map(field -> field.octets().get(0)).orElse(otherwise);
    }

    /** A short message's user data; what was joined is longer, and its parts were written before. */
    private static Optional<Octets> userData(Octets userData, String from, int protocol, int coding) {
        if (userData.length() > MOST_DATA) {
            return Optional.empty();
        }
        boolean response = UserData.decode(userData)
                .success()
                .flatMap(UserData::packetKind)
                .filter(kind -> kind == PacketKind.RESPONSE)
                .isPresent();
        SmsAddress address = from.matches("[0-9]{1,20}") ? SmsAddress.international(from) : SmsAddress.unknown("0");
        if (response) {
            return Optional.of(fetch(SmsSubmit.response(address, userData).encode()));
        }
        Octets tpdu = Octets.concat(
                Octets.of(0x44),
                address.encode(),
                Octets.of(protocol, coding),
                Octets.copyOf(new byte[7]),
                Octets.of(userData.length()),
                userData);
        return envelope(tpdu);
    }

    private static Optional<Octets> envelope(Octets tpdu) {
        return tpdu.isEmpty() || tpdu.length() > MOST_TPDU
                ? Optional.empty()
                : Optional.of(Octets.concat(SmsPpDownload.of(tpdu).encode(), OK));
    }

    /** ENVELOPE as an APDU, also where only its object was given. */
    private static Octets apdu(Octets octets) {
        boolean object = !octets.isEmpty() && octets.get(0) == 0xD1 && octets.length() <= 0xFF;
        return object ? Octets.concat(Octets.of(0x80, 0xC2, 0x00, 0x00, octets.length()), octets) : octets;
    }

    /** SEND SHORT MESSAGE with the SMS-SUBMIT, as the terminal fetches it. */
    private static Octets fetch(Octets tpdu) {
        Octets objects = Octets.concat(DETAILS_AND_DEVICES, Octets.of(0x8B), length(tpdu.length()), tpdu);
        return fetched(Octets.concat(Octets.of(0xD0), length(objects.length()), objects));
    }

    private static Octets fetched(Octets proactive) {
        return Octets.concat(Octets.of(0x80, 0x12, 0x00, 0x00, proactive.length() & 0xFF), proactive, OK);
    }

    private static Octets length(int length) {
        return length < 0x80 ? Octets.of(length) : Octets.of(0x81, length);
    }
}
