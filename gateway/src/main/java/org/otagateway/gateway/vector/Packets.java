// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.ResponsePacket;

/**
 * Objects with the field names of the vectors, made into packets and taken apart again. What an object is, its fields
 * say; {@code kind} may be missing. Not thread-safe.
 */
public final class Packets {
    private static final List<String> COMMANDS =
            List.of("command_packet", "sms_user_data", "sms_deliver_tpdus", "envelope_apdus");
    private static final List<String> RESPONSES =
            List.of("response_packet", "response_user_data", "sms_submit_tpdus", "proactive_commands");

    /** The reference that a card would choose, where the object does not say. */
    private static final int USUAL_REFERENCE = 1;

    private final CommandFields commands = new CommandFields();
    private final ResponseFields responses = new ResponseFields();

    /**
     * Seals what the object describes: a command from {@code secured_data}, a response from {@code response_decoded}, or
     * both.
     *
     * @return every field of the packets and of the short messages around them
     * @throws BadVector where a field is missing or bad, or the settings and keys do not fit each other
     */
    public ObjectNode encode(ObjectNode object) throws BadVector {
        Fields fields = new Fields(object);
        ObjectNode result = object.objectNode();
        boolean command = fields.has("secured_data");
        boolean response = fields.has("response_decoded");
        if (!command && !response) {
            throw new BadVector(
                    "secured_data", "secured_data of a command or response_decoded of a response", "neither");
        }
        if (command) {
            result.setAll(commands.encode(fields));
        }
        if (response) {
            encodeResponse(fields, result);
        }
        return result;
    }

    private void encodeResponse(Fields fields, ObjectNode result) throws BadVector {
        Fields decoded = fields.in("response_decoded");
        Octets packet = responses.seal(fields, decoded);
        result.put("response_packet", packet.toHex());
        result.put(
                "response_user_data",
                Octets.concat(ShortMessages.RESPONSE_HEADER, packet).toHex());
        ResponsePacket opened = responses.open(fields, "response_decoded", packet);
        ObjectNode clear = ResponseFields.clear(opened);
        String via = decoded.optionalText("via").orElse("");
        if (!via.isEmpty()) {
            clear.put("via", via);
        }
        result.set("response_decoded", clear);
        if (via.equals("sms submit")) {
            result.setAll(
                    fields.has("sms_submit_tpdus")
                            ? ShortMessages.responseLike(fields, packet)
                            : ShortMessages.response(packet, USUAL_REFERENCE, Originator.USUAL));
        }
        if (fields.has("deliver_report_decoded")) {
            Octets report = responses.seal(fields, fields.in("deliver_report_decoded"));
            result.put(
                    "deliver_report_user_data",
                    Octets.concat(ShortMessages.RESPONSE_HEADER, report).toHex());
            result.set(
                    "deliver_report_decoded",
                    ResponseFields.clear(responses.open(fields, "deliver_report_decoded", report)));
        }
    }

    /**
     * Opens the packets that the object holds, in any of their forms; the parts of a message may come in any order.
     *
     * @return their fields in clear
     * @throws BadVector where a packet is malformed, or does not open with the keys of the object
     */
    public ObjectNode decode(ObjectNode object) throws BadVector {
        Fields fields = new Fields(object);
        ObjectNode result = object.objectNode();
        boolean command = COMMANDS.stream().anyMatch(fields::has);
        boolean response = RESPONSES.stream().anyMatch(fields::has);
        if (!command && !response) {
            throw new BadVector("command_packet", "a command or a response in one of its forms", "neither");
        }
        if (command) {
            result.setAll(commands.decode(fields));
        }
        if (response) {
            decodeResponse(fields, result);
        }
        return result;
    }

    private void decodeResponse(Fields fields, ObjectNode result) throws BadVector {
        Octets packet = ShortMessages.responsePacket(fields);
        ObjectNode settings = result.deepCopy();
        Fields known = fields;
        if (!fields.has("spi")) { // the command beside it says what was asked for
            ObjectNode both = settings.objectNode();
            for (String key : List.of("kic_key", "kid_key")) {
                if (fields.has(key)) {
                    both.set(key, fields.get(key));
                }
            }
            both.setAll(settings);
            known = new Fields(both);
        }
        ResponsePacket opened = responses.open(known, "response_packet", packet);
        ObjectNode clear = ResponseFields.clear(opened);
        if (fields.has("sms_submit_tpdus") || fields.has("proactive_commands")) {
            clear.put("via", "sms submit");
        }
        result.put("response_packet", packet.toHex());
        result.put(
                "response_user_data",
                Octets.concat(ShortMessages.RESPONSE_HEADER, packet).toHex());
        result.set("response_decoded", clear);
        result.put("response_assurance", ResponseFields.assurance(opened));
        if (fields.has("deliver_report_user_data")) {
            Octets report =
                    ShortMessages.responsePacket("deliver_report_user_data", fields.octets("deliver_report_user_data"));
            result.set(
                    "deliver_report_decoded",
                    ResponseFields.clear(responses.open(known, "deliver_report_user_data", report)));
        }
    }
}
