// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * Commands and actions in the expanded remote application data format (TS 102 226 clause 5.2.1).
 *
 * <pre>
 * AA length | [83] | 22, 81, 82 …
 * AE 80     | [83] | 22, 81, 82 … | 00 00
 * </pre>
 *
 * @param form how the length is told; the answer comes in the same form
 * @param elements at least one, a {@link ScriptElement.ScriptChaining} only as the first
 */
public record ExpandedScript(TemplateLength form, List<ScriptElement> elements) {
    private static final String CLAUSE = "TS 102 226 5.2.1";

    public ExpandedScript {
        elements = List.copyOf(elements);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("expected at least one object in the script");
        }
        for (int i = 1; i < elements.size(); i++) {
            if (elements.get(i) instanceof ScriptElement.ScriptChaining) {
                throw new IllegalArgumentException(
                        "script chaining: expected as the first object, got it as number " + (i + 1));
            }
        }
        Template.requireLength(
                "script",
                elements.stream().mapToInt(element -> element.encode().length()).sum());
    }

    /** A script of commands alone. */
    public static ExpandedScript of(TemplateLength form, List<CommandApdu> commands) {
        return new ExpandedScript(
                form,
                commands.stream().<ScriptElement>map(ScriptElement.Command::new).toList());
    }

    /** The commands without the actions. */
    public List<CommandApdu> commands() {
        List<CommandApdu> commands = new ArrayList<>();
        for (ScriptElement element : elements) {
            if (element instanceof ScriptElement.Command command) {
                commands.add(command.apdu());
            }
        }
        return commands;
    }

    public Octets encode() {
        return Template.encode(
                form,
                form.scriptTag(),
                elements.stream().map(ScriptElement::encode).toList());
    }

    public static Decoded<ExpandedScript> decode(Octets script) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(script, CLAUSE);
            TemplateLength form = Template.readForm(in, false);
            int first = in.offset();
            List<ScriptElement> elements = new ArrayList<>();
            Template.readObjects(in, form, (reader, tag, at) -> elements.add(readElement(reader, tag, at)));
            if (elements.isEmpty()) {
                throw in.fail("script", first, "at least one object", "none");
            }
            for (int i = 1; i < elements.size(); i++) {
                if (elements.get(i) instanceof ScriptElement.ScriptChaining) {
                    throw in.fail("script chaining", first, "the first object", "number " + (i + 1));
                }
            }
            return new ExpandedScript(form, elements);
        });
    }

    /**
     * A script as a card reads it: what stands before a fault is carried out (clause 5.2.2).
     *
     * @param form empty where not even the first octet is that of a script
     * @param elements in their order, perhaps none
     * @param fault what ended the reading, empty where the script is whole
     */
    public record Reading(Optional<TemplateLength> form, List<ScriptElement> elements, Optional<Malformed> fault) {
        public Reading {
            elements = List.copyOf(elements);
        }
    }

    /** Reads a script up to its first fault. A script without any object is whole. */
    public static Reading read(Octets script) {
        List<ScriptElement> elements = new ArrayList<>();
        TemplateLength[] form = new TemplateLength[1];
        Optional<Malformed> fault = Decoded.attempt(() -> {
                    OctetReader in = new OctetReader(script, CLAUSE);
                    TemplateLength told = Template.readForm(in, false);
                    form[0] = told;
                    Template.readObjects(in, told, (reader, tag, at) -> {
                        if (tag == ScriptElement.ScriptChaining.TAG && !elements.isEmpty()) {
                            throw reader.fail("object tag", at, "script chaining as the first object", "later");
                        }
                        elements.add(readElement(reader, tag, at));
                    });
                    return elements;
                })
                .failure();
        return new Reading(Optional.ofNullable(form[0]), elements, fault);
    }

    private static ScriptElement readElement(OctetReader in, int tag, int at) throws MalformedException {
        switch (tag) {
            case ScriptElement.Command.TAG -> {
                Octets apdu = Template.value(in, "C-APDU");
                int start = in.offset() - apdu.length();
                Malformed wrong = CommandApdu.decode(apdu).failure().orElse(null);
                if (wrong != null) {
                    throw in.fail("C-APDU " + wrong.field(), start + wrong.offset(), wrong.expected(), wrong.actual());
                }
                return new ScriptElement.Command(CommandApdu.decode(apdu).orThrow());
            }
            case ScriptElement.ImmediateAction.TAG -> {
                Octets value = Template.value(in, "immediate action");
                if (value.isEmpty()) {
                    throw in.fail("immediate action length", at + 1, "1 or more", "0");
                }
                return new ScriptElement.ImmediateAction(value);
            }
            case ScriptElement.ErrorAction.TAG -> {
                return new ScriptElement.ErrorAction(Template.value(in, "error action"));
            }
            case ScriptElement.ScriptChaining.TAG -> {
                int code = Template.octet(in, "script chaining");
                for (ScriptElement.ScriptChaining.Link link : ScriptElement.ScriptChaining.Link.values()) {
                    if (link.code() == code) {
                        return new ScriptElement.ScriptChaining(link);
                    }
                }
                throw in.fail("script chaining", in.offset() - 1, "01, 11, 02 or 03", OctetReader.hex8(code));
            }
            default -> throw in.fail("object tag", at, "22, 81, 82 or 83", OctetReader.hex8(tag));
        }
    }
}
