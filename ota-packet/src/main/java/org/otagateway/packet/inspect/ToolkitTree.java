// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** ENVELOPE and proactive commands: BER-TLV around COMPREHENSION-TLV objects (TS 102 223 clauses 6.6, 7 and 8). */
final class ToolkitTree {
    private static final int DOWNLOAD = 0xD1;
    private static final int PROACTIVE = 0xD0;

    private ToolkitTree() {}

    /**
     * ENVELOPE as an APDU, or its BER-TLV alone.
     *
     * <pre>
     * CLA C2 00 00 Lc | D1 length | 82 02 83 81 | 06 length address | 8B length TPDU | [Le]
     * </pre>
     */
    static Field envelope(Octets octets, int base, boolean derived, Context context) {
        Kind kind = Kind.ENVELOPE;
        return FieldReader.tree(kind.text(), octets, base, derived, kind.clause(), "", context.notes(), in -> {
            if (in.peek(0) != DOWNLOAD) {
                in.u8("CLA", Commands::className);
                int at = in.place();
                int ins = in.u8("INS", value -> value == 0xC2 ? "ENVELOPE" : "not ENVELOPE");
                if (ins != 0xC2) {
                    throw in.cut("INS", at, "expected c2, got " + OctetReader.hex8(ins));
                }
                in.octets("P1 P2", 2, value -> "");
                int lcAt = in.place();
                int lc = in.u8("Lc", FieldReader::octetsText);
                boolean le = in.remaining() == lc + 1;
                if (lc != in.remaining() && !le) {
                    throw in.cut("Lc", lcAt, "expected " + in.remaining() + ", the octets behind it, got " + lc);
                }
                download(in, lc, context);
                if (le) {
                    in.u8("Le", value -> "");
                }
            } else {
                download(in, in.remaining(), context);
            }
        });
    }

    private static void download(FieldReader in, int length, Context context) throws Cut {
        int at = in.place();
        Octets octets = in.peekOctets(length);
        FieldReader inside = new FieldReader(octets, at, in.derived(), Kind.ENVELOPE.clause());
        try {
            int tag = inside.u8("tag", value -> value == DOWNLOAD ? "SMS-PP download" : "not SMS-PP download");
            if (tag != DOWNLOAD) {
                throw inside.cut("tag", at, "expected d1, got " + OctetReader.hex8(tag));
            }
            objects(inside, true, context);
        } finally {
            finish(in, inside, "SMS-PP download", Kind.ENVELOPE.clause(), octets, at);
        }
    }

    /**
     * <pre>
     * D0 length | 81 03 number type qualifier | 82 02 81 83 | 85 alpha | 86 address | 8B length TPDU |
     * </pre>
     */
    static Field proactive(Octets octets, int base, boolean derived, Context context) {
        Kind kind = Kind.PROACTIVE_COMMAND;
        return FieldReader.tree(kind.text(), octets, base, derived, kind.clause(), "", context.notes(), in -> {
            int at = in.place();
            int tag = in.u8("tag", value -> value == PROACTIVE ? "proactive command" : "not a proactive command");
            if (tag != PROACTIVE) {
                throw in.cut("tag", at, "expected d0, got " + OctetReader.hex8(tag));
            }
            objects(in, false, context);
        });
    }

    /** The length of the outer object and the objects inside it. */
    private static void objects(FieldReader in, boolean download, Context context) throws Cut {
        int at = in.place();
        int length = in.berLength("length");
        if (length != in.remaining()) {
            throw in.cut("length", at, "expected " + in.remaining() + ", the octets behind it, got " + length);
        }
        while (!in.atEnd()) {
            object(in, download, context);
        }
    }

    private static void object(FieldReader in, boolean download, Context context) throws Cut {
        int at = in.place();
        int tag = in.peek(0) & 0x7F;
        int first = in.peek(1);
        int head = first == 0x81 ? 3 : first == 0x82 ? 4 : 2;
        int length = first == 0x81 ? in.peek(2) : first == 0x82 ? in.peek(2) << 8 | Math.max(0, in.peek(3)) : first;
        if (length < 0 || head + length > in.remaining()) {
            throw in.cut(
                    "object length",
                    at + 1,
                    "expected at most " + Math.max(0, in.remaining() - head) + ", the octets left, got "
                            + (length < 0 ? "none" : Integer.toString(length)));
        }
        Octets octets = in.take("object", head + length);
        FieldReader inside = new FieldReader(octets, at, in.derived(), "TS 102 223 8");
        inside.u8("tag", value -> (value & 0x80) != 0 ? "the receiver has to understand it" : "");
        inside.berLength("length");
        Octets value = inside.peekOctets(length);
        String meaning = "";
        try {
            meaning = value(inside, tag, value, download, context);
        } finally {
            finish(in, inside, name(tag), "TS 102 223 8", octets, at);
        }
        in.replaceLast(in.last().judged(meaning, in.last().verdict()));
    }

    private static String value(FieldReader in, int tag, Octets value, boolean download, Context context) throws Cut {
        switch (tag) {
            case 0x01 -> {
                in.u8("command number", number -> "");
                int type = in.u8("type of command", ToolkitTree::command);
                in.u8("command qualifier", qualifier -> "");
                return command(type);
            }
            case 0x02 -> {
                int from = in.u8("source", ToolkitTree::device);
                int to = in.u8("destination", ToolkitTree::device);
                return device(from) + " to " + device(to);
            }
            case 0x0B -> {
                int at = in.place();
                in.take("SMS TPDU", value.length());
                in.add(
                        download
                                ? TpduTree.deliver(value, at, in.derived(), context)
                                : TpduTree.submit(value, at, in.derived(), context));
                return "";
            }
            default -> {
                in.octets("value", value.length(), octets -> "");
                return "";
            }
        }
    }

    private static void finish(FieldReader in, FieldReader inside, String name, String clause, Octets octets, int at)
            throws Cut {
        inside.raw("raw", "not read");
        if (in.place() == at) {
            in.take(name, octets.length());
        }
        in.add(new Field(at, octets, "", name, "", clause, Verdict.PLAIN, in.derived(), inside.fields()));
    }

    private static String name(int tag) {
        return switch (tag) {
            case 0x01 -> "command details";
            case 0x02 -> "device identities";
            case 0x03 -> "result";
            case 0x05 -> "alpha identifier";
            case 0x06 -> "address";
            case 0x0B -> "SMS TPDU";
            default -> "object " + OctetReader.hex8(tag);
        };
    }

    private static String command(int type) {
        return switch (type) {
            case 0x01 -> "REFRESH";
            case 0x05 -> "SET UP EVENT LIST";
            case 0x10 -> "SET UP CALL";
            case 0x11 -> "SEND SS";
            case 0x12 -> "SEND USSD";
            case 0x13 -> "SEND SHORT MESSAGE";
            case 0x21 -> "DISPLAY TEXT";
            case 0x22 -> "GET INKEY";
            case 0x23 -> "GET INPUT";
            case 0x25 -> "SET UP MENU";
            case 0x26 -> "PROVIDE LOCAL INFORMATION";
            case 0x27 -> "TIMER MANAGEMENT";
            case 0x40 -> "OPEN CHANNEL";
            case 0x41 -> "CLOSE CHANNEL";
            case 0x42 -> "RECEIVE DATA";
            case 0x43 -> "SEND DATA";
            default -> "type " + OctetReader.hex8(type);
        };
    }

    private static String device(int identity) {
        return switch (identity) {
            case 0x01 -> "keypad";
            case 0x02 -> "display";
            case 0x81 -> "UICC";
            case 0x82 -> "terminal";
            case 0x83 -> "network";
            default -> OctetReader.hex8(identity);
        };
    }
}
