// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * The template around the objects of expanded scripts and responses (TS 102 226 clause 5.2).
 *
 * <pre>
 * definite   | tag | BER length |            objects |
 * indefinite | tag |     80     | objects | 00 | 00  |
 * </pre>
 */
final class Template {
    private Template() {}

    /** Reads the value of one object: {@code length} octets. */
    @FunctionalInterface
    interface ObjectBody {
        void read(int tag, int length) throws Cut;
    }

    static void read(FieldReader in, int definite, int indefinite, ObjectBody body) throws Cut {
        int at = in.place();
        int tag = in.u8(
                "template tag",
                value -> value == definite
                        ? "definite length"
                        : value == indefinite ? "indefinite length" : "not a template");
        if (tag != definite && tag != indefinite) {
            throw in.cut(
                    "template tag",
                    at,
                    "expected " + OctetReader.hex8(definite) + " or " + OctetReader.hex8(indefinite) + ", got "
                            + OctetReader.hex8(tag));
        }
        if (tag == definite) {
            int lengthAt = in.place();
            int length = in.berLength("template length");
            if (length != in.remaining()) {
                throw in.cut(
                        "template length",
                        lengthAt,
                        "expected " + in.remaining() + ", the octets that follow, got " + length);
            }
        } else {
            in.octets("template length", 1, octet -> octet.get(0) == 0x80 ? "until 0000" : "expected 80");
        }
        while (tag == definite ? !in.atEnd() : in.peek(0) > 0) {
            object(in, body);
        }
        if (tag == indefinite) {
            in.octets("end of content", 2, Template::endText);
        }
    }

    private static void object(FieldReader in, ObjectBody body) throws Cut {
        int tag = in.u8("object tag", ScriptTree::tagName);
        int at = in.place();
        int length = in.berLength("object length");
        if (length > in.remaining()) {
            throw in.cut(
                    "object length", at, "expected at most " + in.remaining() + ", the octets left, got " + length);
        }
        body.read(tag, length);
    }

    private static String endText(Octets end) {
        return end.get(0) == 0 && end.get(1) == 0 ? "" : "expected 0000";
    }
}
