// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.sms.Concatenation;
import org.otagateway.packet.sms.PacketKind;
import org.otagateway.packet.sms.PartSet;
import org.otagateway.packet.sms.ReferenceWidth;
import org.otagateway.packet.sms.Segmenter;
import org.otagateway.packet.sms.SendShortMessage;
import org.otagateway.packet.sms.SmsAddress;
import org.otagateway.packet.sms.SmsDeliver;
import org.otagateway.packet.sms.SmsPpDownload;
import org.otagateway.packet.sms.SmsSubmit;
import org.otagateway.packet.sms.UserData;

/** The short messages around a packet, in the forms that the vectors know: to them, and back to the packet. */
final class ShortMessages {
    /** The header of a response in one message. */
    static final Octets RESPONSE_HEADER = Octets.of(0x02, 0x71, 0x00);

    /** The vectors' fixed TP-SCTS. */
    private static final Octets TIME_STAMP = Octets.hex("22705200000000");

    private ShortMessages() {}

    /**
     * A packet put together again.
     *
     * @param reference that of its concatenation, empty where it came in one message
     */
    record Joined(Octets packet, Optional<String> reference) {}

    /** {@code sms_user_data}, {@code concat_reference} where there are several, TPDUs and ENVELOPEs of a command. */
    static ObjectNode command(Octets packet, int reference, SmsAddress originator) throws BadVector {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        List<Octets> parts = segment("secured_data", PacketKind.COMMAND, packet, reference);
        put(fields, "sms_user_data", parts);
        if (parts.size() > 1) {
            fields.put("concat_reference", Octets.of(reference).toHex());
        }
        List<Octets> tpdus = SmsDeliver.dataDownload(originator, TIME_STAMP, parts).stream()
                .map(SmsDeliver::encode)
                .toList();
        put(fields, "sms_deliver_tpdus", tpdus);
        put(
                fields,
                "envelope_apdus",
                tpdus.stream().map(tpdu -> SmsPpDownload.of(tpdu).encode()).toList());
        return fields;
    }

    /** {@code sms_submit_tpdus} and {@code proactive_commands} of a response. */
    static ObjectNode response(Octets packet, int reference, SmsAddress destination) throws BadVector {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        List<Octets> tpdus = segment("response_decoded.data", PacketKind.RESPONSE, packet, reference).stream()
                .map(part -> SmsSubmit.response(destination, part).encode())
                .toList();
        put(fields, "sms_submit_tpdus", tpdus);
        put(
                fields,
                "proactive_commands",
                tpdus.stream().map(tpdu -> SendShortMessage.of(tpdu).encode()).toList());
        return fields;
    }

    /** The same with the reference and the destination that the card chose: those of the object's first message. */
    static ObjectNode responseLike(Fields fields, Octets packet) throws BadVector {
        Octets first = fields.list("sms_submit_tpdus").get(0);
        SmsSubmit submit = Settings.value(SmsSubmit.decode(first), "sms_submit_tpdus");
        int reference = userData("sms_submit_tpdus", submit.userData())
                .concatenation()
                .map(Concatenation::reference)
                .orElse(1);
        return response(packet, reference, submit.destination());
    }

    /** The command packet that the object holds; where it holds several forms, they have to agree. */
    static Joined commandPacket(Fields fields) throws BadVector {
        List<Form> forms = new ArrayList<>();
        if (fields.has("command_packet")) {
            forms.add(new Form("command_packet", new Joined(fields.octets("command_packet"), Optional.empty())));
        }
        if (fields.has("sms_user_data")) {
            forms.add(join("sms_user_data", PacketKind.COMMAND, fields.list("sms_user_data")));
        }
        if (fields.has("sms_deliver_tpdus")) {
            forms.add(join(
                    "sms_deliver_tpdus",
                    PacketKind.COMMAND,
                    delivered("sms_deliver_tpdus", fields.list("sms_deliver_tpdus"))));
        }
        if (fields.has("envelope_apdus")) {
            List<Octets> tpdus = new ArrayList<>();
            for (Octets apdu : fields.list("envelope_apdus")) {
                tpdus.add(Settings.value(SmsPpDownload.decode(apdu), "envelope_apdus")
                        .tpdu());
            }
            forms.add(join("envelope_apdus", PacketKind.COMMAND, delivered("envelope_apdus", tpdus)));
        }
        return agreed(forms);
    }

    /** The response packet that the object holds; where it holds several forms, they have to agree. */
    static Octets responsePacket(Fields fields) throws BadVector {
        List<Form> forms = new ArrayList<>();
        if (fields.has("response_packet")) {
            forms.add(new Form("response_packet", new Joined(fields.octets("response_packet"), Optional.empty())));
        }
        if (fields.has("response_user_data")) {
            Octets packet = responsePacket("response_user_data", fields.octets("response_user_data"));
            forms.add(new Form("response_user_data", new Joined(packet, Optional.empty())));
        }
        if (fields.has("sms_submit_tpdus")) {
            forms.add(join(
                    "sms_submit_tpdus",
                    PacketKind.RESPONSE,
                    submitted("sms_submit_tpdus", fields.list("sms_submit_tpdus"))));
        }
        if (fields.has("proactive_commands")) {
            List<Octets> tpdus = new ArrayList<>();
            for (Octets command : fields.list("proactive_commands")) {
                tpdus.add(Settings.value(SendShortMessage.decode(command), "proactive_commands")
                        .tpdu());
            }
            forms.add(join("proactive_commands", PacketKind.RESPONSE, submitted("proactive_commands", tpdus)));
        }
        return agreed(forms).packet();
    }

    /** The response packet behind its user data header, of any length. */
    static Octets responsePacket(String field, Octets userData) throws BadVector {
        return join(field, PacketKind.RESPONSE, List.of(userData)).joined().packet();
    }

    private record Form(String field, Joined joined) {}

    private static Joined agreed(List<Form> forms) throws BadVector {
        Form first = forms.get(0);
        Joined joined = first.joined();
        for (Form form : forms) {
            if (!form.joined().packet().equals(joined.packet())) {
                throw new BadVector(
                        form.field(),
                        "the packet of " + first.field() + ", " + joined.packet(),
                        form.joined().packet().toHex());
            }
            if (joined.reference().isEmpty()) {
                joined = form.joined();
            }
        }
        return joined;
    }

    private static List<Octets> segment(String field, PacketKind kind, Octets packet, int reference) throws BadVector {
        try {
            return Segmenter.segment(kind, packet, ReferenceWidth.EIGHT_BITS, reference);
        } catch (IllegalArgumentException e) {
            boolean bad = reference < 1;
            throw new BadVector(
                    bad ? "concat_reference" : field,
                    bad ? "01 to ff" : "what 255 short messages carry",
                    bad ? Octets.of(reference).toHex() : String.valueOf(e.getMessage()));
        }
    }

    private static List<Octets> delivered(String field, List<Octets> tpdus) throws BadVector {
        List<Octets> parts = new ArrayList<>();
        for (Octets tpdu : tpdus) {
            SmsDeliver message = Settings.value(SmsDeliver.decode(tpdu), field);
            parts.add(withHeader(field, message.userDataHeader(), message.userData()));
        }
        return parts;
    }

    private static List<Octets> submitted(String field, List<Octets> tpdus) throws BadVector {
        List<Octets> parts = new ArrayList<>();
        for (Octets tpdu : tpdus) {
            SmsSubmit message = Settings.value(SmsSubmit.decode(tpdu), field);
            parts.add(withHeader(field, message.userDataHeader(), message.userData()));
        }
        return parts;
    }

    private static Octets withHeader(String field, boolean header, Octets userData) throws BadVector {
        if (!header) {
            throw new BadVector(field, "TP-UDHI set", "TP-UDHI not set");
        }
        return userData;
    }

    private static Form join(String field, PacketKind kind, List<Octets> parts) throws BadVector {
        UserData first = userData(field, parts.get(0));
        Concatenation place = first.concatenation().orElse(null);
        UserData whole = first;
        Optional<String> reference = Optional.empty();
        if (place == null) {
            if (parts.size() != 1) {
                throw new BadVector(field, "one message, or parts that say so", parts.size() + " whole messages");
            }
        } else {
            whole = together(field, place, parts);
            reference = Optional.of(
                    place.encode().data().slice(0, place.width().octets()).toHex());
        }
        if (!whole.packetKind().equals(Optional.of(kind))) {
            throw new BadVector(
                    field,
                    "information element " + Integer.toHexString(kind.element()),
                    whole.packetKind()
                            .map(other -> Integer.toHexString(other.element()))
                            .orElse("none"));
        }
        return new Form(field, new Joined(whole.payload(), reference));
    }

    private static UserData together(String field, Concatenation place, List<Octets> parts) throws BadVector {
        PartSet set = PartSet.empty(place.total());
        for (Octets part : parts) {
            UserData userData = userData(field, part);
            Concatenation other = userData.concatenation().orElse(null);
            if (other == null
                    || other.width() != place.width()
                    || other.reference() != place.reference()
                    || other.total() != place.total()) {
                throw new BadVector(
                        field,
                        "parts of the message " + place.reference() + " of " + place.total(),
                        String.valueOf(other));
            }
            set = set.with(other.number(), userData);
        }
        UserData whole = set.whole().orElse(null);
        if (whole == null) {
            throw new BadVector(field, "all " + place.total() + " parts", "none of " + set.missing());
        }
        return whole;
    }

    private static UserData userData(String field, Octets octets) throws BadVector {
        return Settings.value(UserData.decode(octets), field);
    }

    private static void put(ObjectNode fields, String field, List<Octets> values) {
        ArrayNode list = fields.putArray(field);
        values.forEach(value -> list.add(value.toHex()));
    }
}
