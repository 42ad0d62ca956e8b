// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * What a card answers to an expanded script (TS 102 226 clause 5.2.2).
 *
 * <pre>
 * AB length | 80 number of executed objects | 23, 81, 83, 90 …
 * AF 80     |                                 23, 81, 83, 90 … | 00 00
 * </pre>
 *
 * @param form how the length is told, as in the script
 * @param executed the number of objects of the script that were executed, 0…65535, only in the definite form; 81, 82 and
 *     83 may count among them, so that it may be more than the commands
 * @param elements in the order of the script
 */
public record ExpandedResponse(TemplateLength form, OptionalInt executed, List<ResponseElement> elements) {
    private static final String CLAUSE = "TS 102 226 5.2.2";
    private static final int EXECUTED_TAG = 0x80;

    public ExpandedResponse {
        elements = List.copyOf(elements);
        if (executed.isPresent() != (form == TemplateLength.DEFINITE)) {
            throw new IllegalArgumentException("number of executed objects: expected in the definite form alone");
        }
        if (executed.isPresent() && (executed.getAsInt() < 0 || executed.getAsInt() > 0xFFFF)) {
            throw new IllegalArgumentException(
                    "number of executed objects: expected 0 to 65535, got " + executed.getAsInt());
        }
        // Four octets for the number of executed objects.
        Template.requireLength(
                "response",
                4
                        + elements.stream()
                                .mapToInt(element -> element.encode().length())
                                .sum());
    }

    /** The answers to commands, without the rest. */
    public List<ResponseApdu> commandResponses() {
        List<ResponseApdu> responses = new ArrayList<>();
        for (ResponseElement element : elements) {
            if (element instanceof ResponseElement.CommandResponse response) {
                responses.add(response.apdu());
            }
        }
        return responses;
    }

    public Octets encode() {
        List<Octets> objects = new ArrayList<>();
        if (executed.isPresent()) {
            int count = executed.getAsInt();
            // The number is an integer: 128 and above take a second octet, as 00C8.
            Octets value = count < 0x80 ? Octets.of(count) : Octets.of(count >> 8, count & 0xFF);
            objects.add(Template.object(EXECUTED_TAG, value));
        }
        elements.forEach(element -> objects.add(element.encode()));
        return Template.encode(form, form.responseTag(), objects);
    }

    public static Decoded<ExpandedResponse> decode(Octets response) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(response, CLAUSE);
            TemplateLength form = Template.readForm(in, true);
            int[] executed = {-1};
            List<ResponseElement> elements = new ArrayList<>();
            Template.readObjects(in, form, (reader, tag, at) -> {
                boolean number = tag == EXECUTED_TAG;
                boolean wanted = form == TemplateLength.DEFINITE && executed[0] < 0;
                if (number != wanted) {
                    throw reader.fail(
                            "object tag",
                            at,
                            wanted ? "80, the number of executed objects, first" : "23, 81, 83 or 90",
                            OctetReader.hex8(tag));
                }
                if (number) {
                    executed[0] = readExecuted(reader);
                } else {
                    elements.add(readElement(reader, tag, at));
                }
            });
            if (form == TemplateLength.DEFINITE && executed[0] < 0) {
                throw in.fail("object tag", in.offset(), "80, the number of executed objects, first", "none");
            }
            return new ExpandedResponse(
                    form, executed[0] < 0 ? OptionalInt.empty() : OptionalInt.of(executed[0]), elements);
        });
    }

    private static int readExecuted(OctetReader in) throws MalformedException {
        int at = in.offset();
        Octets value = Template.value(in, "number of executed objects");
        if (value.isEmpty() || value.length() > 2) {
            throw in.fail("number of executed objects length", at, "1 or 2", String.valueOf(value.length()));
        }
        return value.length() == 1 ? value.get(0) : value.get(0) << 8 | value.get(1);
    }

    private static ResponseElement readElement(OctetReader in, int tag, int at) throws MalformedException {
        return switch (tag) {
            case ResponseElement.CommandResponse.TAG -> {
                Octets apdu = Template.value(in, "R-APDU");
                Decoded<ResponseApdu> decoded = ResponseApdu.decode(apdu);
                Malformed wrong = decoded.failure().orElse(null);
                if (wrong != null) {
                    throw in.fail(
                            "R-APDU " + wrong.field(),
                            in.offset() - apdu.length() + wrong.offset(),
                            wrong.expected(),
                            wrong.actual());
                }
                yield new ResponseElement.CommandResponse(decoded.orThrow());
            }
            case ResponseElement.ImmediateActionResponse.TAG ->
                new ResponseElement.ImmediateActionResponse(Template.value(in, "immediate action response"));
            case ResponseElement.ScriptChainingResponse.TAG ->
                new ResponseElement.ScriptChainingResponse(Template.octet(in, "script chaining response"));
            case ResponseElement.BadFormat.TAG -> new ResponseElement.BadFormat(Template.octet(in, "bad format"));
            default -> throw in.fail("object tag", at, "23, 81, 83 or 90", OctetReader.hex8(tag));
        };
    }
}
