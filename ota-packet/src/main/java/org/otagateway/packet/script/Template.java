// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import java.util.List;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * The outer form that expanded scripts and responses share.
 *
 * <pre>
 * definite   | tag | BER length |            objects |
 * indefinite | tag |     80     | objects | 00 | 00  |
 * object     | tag (1) | BER length (1–3) | value |
 * </pre>
 */
final class Template {
    /** The longest content that two octets of length can tell. */
    static final int MAX_LENGTH = 0xFFFF;

    private static final int INDEFINITE_LENGTH = 0x80;

    private Template() {}

    /** Reads one object; the reader stands behind its tag. */
    @FunctionalInterface
    interface ObjectReader {
        void read(OctetReader in, int tag, int at) throws MalformedException;
    }

    static Octets object(int tag, Octets value) {
        return Octets.concat(Octets.of(tag), berLength(value.length()), value);
    }

    static Octets berLength(int length) {
        if (length < 0x80) {
            return Octets.of(length);
        }
        return length < 0x100 ? Octets.of(0x81, length) : Octets.of(0x82, length >> 8, length & 0xFF);
    }

    /** For compact constructors: asks that {@code length} octets can be told in two octets. */
    static void requireLength(String field, int length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(field + ": expected up to 65535 octets, got " + length);
        }
    }

    static Octets encode(TemplateLength form, int tag, List<Octets> objects) {
        Octets content = Octets.concat(objects.toArray(new Octets[0]));
        if (form == TemplateLength.DEFINITE) {
            return object(tag, content);
        }
        return Octets.concat(Octets.of(tag, INDEFINITE_LENGTH), content, Octets.of(0, 0));
    }

    static TemplateLength readForm(OctetReader in, boolean response) throws MalformedException {
        int tag = in.u8("template tag");
        for (TemplateLength form : TemplateLength.values()) {
            if (tag == (response ? form.responseTag() : form.scriptTag())) {
                return form;
            }
        }
        throw in.fail("template tag", 0, response ? "ab or af" : "aa or ae", OctetReader.hex8(tag));
    }

    /** Reads the objects of a template whose tag has been read, to the end of the octets. */
    static void readObjects(OctetReader in, TemplateLength form, ObjectReader reader) throws MalformedException {
        if (form == TemplateLength.DEFINITE) {
            int at = in.offset();
            int length = in.berLength("template length");
            if (length != in.remaining()) {
                throw in.fail(
                        "template length", at, in.remaining() + ", the octets that follow", String.valueOf(length));
            }
        } else {
            int at = in.offset();
            int length = in.u8("template length");
            if (length != INDEFINITE_LENGTH) {
                throw in.fail("template length", at, "80, indefinite", OctetReader.hex8(length));
            }
        }
        while (form == TemplateLength.DEFINITE ? !in.atEnd() : in.peek("end of content") != 0) {
            int at = in.offset();
            reader.read(in, in.u8("object tag"), at);
        }
        if (form == TemplateLength.INDEFINITE) {
            int at = in.offset();
            int end = in.u16("end of content");
            if (end != 0) {
                throw in.fail("end of content", at, "0000", OctetReader.hex8(end >> 8) + OctetReader.hex8(end));
            }
            in.end("template");
        }
    }

    /** The value of an object whose tag has been read. */
    static Octets value(OctetReader in, String field) throws MalformedException {
        return in.octets(field, in.berLength(field + " length"));
    }

    /** A value of one octet. */
    static int octet(OctetReader in, String field) throws MalformedException {
        int at = in.offset();
        Octets value = value(in, field);
        if (value.length() != 1) {
            throw in.fail(field + " length", at, "1", String.valueOf(value.length()));
        }
        return value.get(0);
    }
}
