// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.CommandPacket;
import org.otagateway.packet.secured.Opened;
import org.otagateway.packet.secured.ParsedCommand;
import org.otagateway.packet.secured.SealingException;

/** A command packet: from its fields, and to them. Not thread-safe. */
final class CommandFields {
    /** Where the object names no reference, and the packet needs more than one short message. */
    private static final int USUAL_REFERENCE = 1;

    private final CommandCodec codec = new CommandCodec();

    /** Seals {@code secured_data}; gives every field of the packet and of the short messages around it. */
    ObjectNode encode(Fields fields) throws BadVector {
        CommandHeader header = Settings.command(fields);
        KeySets keys = Settings.commandKeys(fields, header);
        Octets data = fields.octets("secured_data");
        Octets packet;
        try {
            packet = codec.seal(header, Settings.counter(fields), data, keys);
        } catch (SealingException e) {
            throw Settings.sealing(e);
        }
        ObjectNode result = clear(header, open(packet, keys));
        result.put("command_packet", packet.toHex());
        Optional<Octets> given = fields.optionalOctets("concat_reference");
        int reference = given.isPresent() ? fields.octets("concat_reference", 1).get(0) : USUAL_REFERENCE;
        result.setAll(ShortMessages.command(packet, reference, Originator.of(fields)));
        return result;
    }

    /** Opens the command packet that the object holds in any form; gives its fields in clear. */
    ObjectNode decode(Fields fields) throws BadVector {
        ShortMessages.Joined joined = ShortMessages.commandPacket(fields);
        Octets packet = joined.packet();
        ParsedCommand parsed = Settings.value(CommandCodec.parse(packet), "command_packet");
        agree(fields, parsed.header());
        KeySets keys = Settings.commandKeys(fields, parsed.header());
        ObjectNode result = clear(parsed.header(), open(packet, keys));
        result.put("command_packet", packet.toHex());
        joined.reference().ifPresent(reference -> result.put("concat_reference", reference));
        return result;
    }

    /** Where the object says what the header should be, the packet has to agree. */
    private static void agree(Fields fields, CommandHeader header) throws BadVector {
        ObjectNode found = head(header);
        for (String field : List.of("spi", "kic", "kid", "tar", "cc_length")) {
            if (fields.has(field) && !fields.get(field).equals(found.get(field))) {
                throw new BadVector(
                        field, fields.get(field) + " as the object says", found.get(field) + " in the packet");
            }
        }
    }

    private CommandPacket open(Octets packet, KeySets keys) throws BadVector {
        Opened<CommandPacket> opened = codec.open(packet, keys);
        if (opened.failure().isPresent()) {
            throw new BadVector(
                    "command_packet",
                    "a packet that opens with these keys",
                    "one that does not: " + opened.failure().get().describe());
        }
        return opened.success().orElseThrow();
    }

    private static ObjectNode head(CommandHeader header) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kic", header.kic().toString())
                .put("kid", header.kid().toString())
                .put("spi", header.spi().toString())
                .put("tar", header.tar().toString())
                .put("cc_length", header.checkLength());
    }

    private static ObjectNode clear(CommandHeader header, CommandPacket packet) {
        ObjectNode fields = head(header);
        fields.put("cntr", packet.counter().toHex());
        fields.put("pcntr", Octets.of(packet.paddingCounter()).toHex());
        fields.put("cc", packet.check().toHex());
        fields.put("secured_data", packet.data().toHex());
        fields.put("aes_counter_rule_kept", Settings.aesCounterRuleKept(header));
        return fields;
    }
}
