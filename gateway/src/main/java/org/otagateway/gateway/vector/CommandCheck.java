// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The check of a command: it is made again from its fields, and taken apart again in every form that it has. */
final class CommandCheck {
    /** What a packet and its keys make; the rest is what they are made of. */
    private static final List<String> FORMS =
            List.of("command_packet", "sms_user_data", "sms_deliver_tpdus", "envelope_apdus");

    private CommandCheck() {}

    static void command(Check check) throws BadVector {
        check.required(
                "kic_key",
                "kid_key",
                "kic",
                "kid",
                "spi",
                "tar",
                "cntr",
                "pcntr",
                "cc",
                "cc_length",
                "secured_data",
                "command_packet",
                "sms_user_data");
        check.used("kic_key", "kid_key");
        Fields fields = check.fields();
        boolean reproducible = true;
        if (fields.has("decode_only")) {
            reproducible = !fields.flag("decode_only");
            check.same("decode_only", BooleanNode.valueOf(!reproducible));
        }
        ObjectNode vector = check.vector();
        if (reproducible) {
            check.same(new CommandFields().encode(fields));
        }
        for (String form : FORMS) {
            if (vector.has(form)) {
                check.same(decodedFrom(vector, form, false));
                check.same(decodedFrom(vector, form, true));
                check.used(form);
            }
        }
        if (fields.has("command_padding")) {
            check.consistent(
                    "command_padding",
                    fields.octets("command_padding").length()
                            == fields.octets("pcntr", 1).get(0),
                    "as many octets as PCNTR says",
                    fields.octets("command_padding").toHex());
        }
    }

    /** The fields that one form gives; the parts of a message come in any order, so the last may be first. */
    private static ObjectNode decodedFrom(ObjectNode vector, String form, boolean reversed) throws BadVector {
        ObjectNode input = vector.objectNode();
        for (String field : List.of("kic_key", "kid_key", "cc_length")) {
            input.set(field, vector.get(field));
        }
        if (reversed && vector.get(form) instanceof ArrayNode list) {
            ArrayNode other = input.putArray(form);
            for (int i = list.size() - 1; i >= 0; i--) {
                other.add(list.get(i));
            }
        } else {
            input.set(form, vector.get(form));
        }
        return new CommandFields().decode(new Fields(input));
    }
}
