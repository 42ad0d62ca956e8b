// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;
import java.util.Locale;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * The data of commands of remote applet management (GlobalPlatform Card Specification clause 11), and what GET STATUS
 * answers. Data of another form stays as it is: a card may have its own.
 */
final class RamTree {
    private static final String CLAUSE = "GPC 11";
    private static final int INSTALL = 0xE6;
    private static final int LOAD = 0xE8;
    private static final int DELETE = 0xE4;
    private static final int PUT_KEY = 0xD8;
    private static final int GET_STATUS = 0xF2;
    private static final int SET_STATUS = 0xF0;

    private RamTree() {}

    /** Whether the data of the command has a form that is known here. */
    static boolean reads(int cla, int ins) {
        return (cla & 0x80) != 0
                && cla != 0xA0
                && switch (ins) {
                    case INSTALL, LOAD, DELETE, PUT_KEY, GET_STATUS, SET_STATUS -> true;
                    default -> false;
                };
    }

    /** The data of one command as one field. */
    static Field command(Octets data, int base, boolean derived, int ins, int p1, int p2) {
        return tree("command data", data, base, derived, in -> {
            switch (ins) {
                case INSTALL -> install(in, p1);
                case LOAD -> load(in, p2);
                case DELETE -> objects(in, RamTree::deleteName);
                case PUT_KEY -> keys(in);
                case GET_STATUS -> objects(in, tag -> tag == 0x4F ? "AID filter" : tag == 0x5C ? "tags wanted" : "");
                default -> aid(in, in.remaining(), "AID");
            }
        });
    }

    /** Entries of the registry, as GET STATUS answers with them: E3 objects and no more. */
    static boolean readsAsEntries(Octets data) {
        return data.length() > 4 && data.get(0) == 0xE3;
    }

    static Field entries(String name, Octets data, int base, boolean derived) {
        return tree(name, data, base, derived, in -> objects(in, RamTree::entryName));
    }

    private static Field tree(String name, Octets data, int base, boolean derived, FieldReader.Body body) {
        FieldReader in = new FieldReader(data, base, derived, CLAUSE);
        String meaning = "";
        Verdict verdict = Verdict.PLAIN;
        try {
            body.read(in);
        } catch (Cut e) {
            meaning = "not of the standard's form: " + e.finding().field() + " at offset "
                    + e.finding().offset() + ": " + e.finding().text();
            verdict = Verdict.SUSPICIOUS;
        }
        in.raw("raw", "not read");
        return new Field(base, data, "", name, meaning, CLAUSE, verdict, derived, in.fields());
    }

    /**
     * <pre>
     * | L 1, AID | L 1, AID | L 1, AID or hash | L 1, privileges (not for load) | L BER, parameters | L BER, token |
     * </pre>
     */
    private static void install(FieldReader in, int p1) throws Cut {
        switch (p1 & 0x7E) {
            case 0x02 -> {
                counted(in, "load file AID", true);
                counted(in, "security domain AID", true);
                counted(in, "load file hash", false);
            }
            case 0x10, 0x20, 0x40 -> {
                counted(in, "security domain AID", true);
                counted(in, "nothing", false);
                counted(in, "application AID", true);
                counted(in, "privileges", false);
            }
            default -> {
                counted(in, "load file AID", true);
                counted(in, "module AID", true);
                counted(in, "application AID", true);
                counted(in, "privileges", false);
            }
        }
        int length = in.berLength("length of parameters");
        int at = in.place();
        Octets parameters = in.take("parameters", length);
        if (!parameters.isEmpty()) {
            in.add(tree("parameters", parameters, at, in.derived(), inside -> objects(inside, RamTree::parameterName)));
        }
        if (!in.atEnd()) {
            in.octets("token", in.berLength("length of token"), value -> "");
        }
    }

    private static void counted(FieldReader in, String name, boolean isAid) throws Cut {
        int length = in.u8("length of " + name, FieldReader::octetsText);
        if (isAid) {
            aid(in, length, name);
        } else {
            in.octets(name, length, value -> "");
        }
    }

    private static void aid(FieldReader in, int length, String name) throws Cut {
        in.octets(name, length, value -> value.toHex().toUpperCase(Locale.ROOT));
    }

    /**
     * The first block begins with the head of the load file.
     *
     * <pre>
     * | [E2 DAP]… | C4 length | load file data block … |
     * </pre>
     */
    private static void load(FieldReader in, int block) throws Cut {
        if (block == 0) {
            while (in.peek(0) == 0xE2) {
                in.u8("tag", tag -> "DAP block");
                in.octets("DAP block", in.berLength("length"), value -> "a security domain's signature of the file");
            }
            if (in.peek(0) == 0xC4) {
                in.u8("tag", tag -> "load file data block");
                in.berLength("length");
            }
        }
        in.octets("load file data", in.remaining(), value -> FieldReader.octetsText(value.length()));
    }

    /**
     * <pre>
     * | new version 1 | then for each key: | type 1 | L, ciphered key | L 1, check value |
     * </pre>
     */
    private static void keys(FieldReader in) throws Cut {
        in.u8("new key version", Integer::toString);
        while (!in.atEnd()) {
            in.u8("key type", RamTree::keyType);
            in.octets("key", in.berLength("length of key"), value -> "ciphered under the key set's KIK");
            in.octets("key check value", in.u8("length of check value", FieldReader::octetsText), value -> "");
        }
    }

    private static String keyType(int type) {
        return switch (type) {
            case 0x80 -> "DES or 3DES";
            case 0x85 -> "PSK of TLS";
            case 0x88 -> "AES";
            case 0xA0 -> "RSA public exponent";
            case 0xA1 -> "RSA modulus";
            case 0xB0 -> "ECC public key";
            default -> "";
        };
    }

    /** The name of an object by its tag; empty where it is not known. */
    @FunctionalInterface
    private interface Names {
        String of(int tag);
    }

    private static void objects(FieldReader in, Names names) throws Cut {
        while (!in.atEnd()) {
            object(in, names, 0);
        }
    }

    /** @param depth objects around it: hostile octets must not nest without end */
    private static void object(FieldReader in, Names names, int depth) throws Cut {
        int at = in.place();
        boolean two = (in.peek(0) & 0x1F) == 0x1F && in.peek(1) >= 0;
        int tag = two ? in.peek(0) << 8 | in.peek(1) : in.peek(0);
        String known = names.of(tag);
        String name = known.isEmpty()
                ? "object " + (two ? OctetReader.hex8(tag >> 8) : "") + OctetReader.hex8(tag & 0xFF)
                : known;
        int lengthAt = two ? 2 : 1;
        int first = in.peek(lengthAt);
        int width = first == 0x81 ? 2 : first == 0x82 ? 3 : 1;
        int length = 0;
        for (int i = width == 1 ? 0 : 1; i < width; i++) {
            length = length << 8 | Math.max(0, in.peek(lengthAt + i));
        }
        Octets octets = in.take(name, lengthAt + width + length);
        FieldReader inside = new FieldReader(octets, at, in.derived(), CLAUSE);
        inside.octets("tag", lengthAt, value -> known);
        inside.berLength("length");
        int valueAt = inside.place();
        Octets value = inside.take(name, length);
        Field field = value(tag, value, valueAt, in.derived(), names, depth);
        if (length > 0) {
            inside.add(field);
        }
        in.add(new Field(
                at, octets, "", name, field.meaning(), CLAUSE, field.verdict(), in.derived(), inside.fields()));
    }

    private static Field value(int tag, Octets value, int at, boolean derived, Names names, int depth) {
        boolean constructed = depth == 0 && (tag == 0xEF || tag == 0xEA || tag == 0xE3 || tag == 0xB6);
        if (constructed) {
            return tree("value", value, at, derived, in -> {
                while (!in.atEnd()) {
                    object(in, names, depth + 1);
                }
            });
        }
        if (depth > 0 && (tag == 0xCA || tag == 0x80) && names.of(tag).startsWith("toolkit")) {
            return tree("value", value, at, derived, in -> toolkit(in, tag == 0xCA));
        }
        return new Field(at, value, "", "value", meaning(tag, value), CLAUSE, Verdict.PLAIN, derived, List.of());
    }

    private static String meaning(int tag, Octets value) {
        return switch (tag) {
            case 0xC6, 0xC7, 0xC8 -> value.length() <= 4 ? Long.parseLong("0" + value.toHex(), 16) + " octets" : "";
            case 0x4F, 0x84, 0xC4, 0xCC -> value.toHex().toUpperCase(Locale.ROOT);
            default -> "";
        };
    }

    /**
     * Toolkit parameters (TS 102 226 clauses 8.2.1.3.2.1 and 8.2.1.3.2.2.1).
     *
     * <pre>
     * | L 1, access domain (CA alone) | priority 1 | timers 1 | menu text length 1 | n 1 | n × (position 1, identifier 1) |
     * | channels 1 | L 1, minimum security level | L 1, TARs of 3 each | services 1 (80 alone) |
     * </pre>
     */
    private static void toolkit(FieldReader in, boolean accessDomain) throws Cut {
        if (accessDomain) {
            counted(in, "access domain", false);
        }
        in.u8("priority", value -> value == 0 ? "left to the card" : Integer.toString(value));
        in.u8("timers", Integer::toString);
        in.u8("menu text length", FieldReader::octetsText);
        int entries = in.u8("menu entries", Integer::toString);
        for (int i = 0; i < entries; i++) {
            in.u8("menu position", Integer::toString);
            in.u8("menu identifier", Integer::toString);
        }
        in.u8("channels", Integer::toString);
        counted(in, "minimum security level", false);
        int tars = in.u8("length of TARs", FieldReader::octetsText);
        for (int at = 0; at + 3 <= tars; at += 3) {
            in.octets("TAR", 3, value -> Words.tar(value.get(0) << 16 | value.get(1) << 8 | value.get(2)));
        }
        if (!accessDomain && !in.atEnd()) {
            in.u8("services", Integer::toString);
        }
    }

    private static String deleteName(int tag) {
        return switch (tag) {
            case 0x4F -> "AID";
            case 0x9E -> "delete token";
            case 0xB6 -> "control reference of the token";
            case 0xD0 -> "key identifier";
            case 0xD2 -> "key version";
            default -> "";
        };
    }

    private static String parameterName(int tag) {
        return switch (tag) {
            case 0xC9 -> "application data";
            case 0xEF -> "system parameters";
            case 0xEA -> "UICC parameters";
            case 0xC6 -> "code quota";
            case 0xC7 -> "volatile quota";
            case 0xC8 -> "non-volatile quota";
            case 0xCA, 0x80 -> "toolkit parameters";
            case 0x81 -> "access to files";
            case 0x82 -> "administrative access to files";
            case 0xB6 -> "control reference of the token";
            default -> "";
        };
    }

    private static String entryName(int tag) {
        return switch (tag) {
            case 0xE3 -> "registry entry";
            case 0x4F -> "AID";
            case 0x9F70 -> "life cycle state";
            case 0xC5 -> "privileges";
            case 0xC4 -> "load file AID";
            case 0xCE -> "version";
            case 0x84 -> "module AID";
            case 0xCC -> "security domain AID";
            default -> "";
        };
    }
}
