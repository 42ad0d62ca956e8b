// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * SMPP PDUs, one or a stream of them (SMPP 3.4 clause 3.2). A password is blanked wherever it would show.
 *
 * <pre>
 * | command_length (4) | command_id (4) | command_status (4) | sequence_number (4) | body |
 * </pre>
 */
final class SmppTree {
    private static final int HEADER = 16;
    private static final int ESM_UDHI = 0x40;
    private static final String CLAUSE = Kind.SMPP_PDU.clause();

    private SmppTree() {}

    /** Whether the octets are whole PDUs of known commands, one after another. */
    static boolean reads(Octets octets) {
        int at = 0;
        while (at < octets.length()) {
            if (octets.length() - at < HEADER
                    || SmppNames.command(u32(octets, at + 4)).isEmpty()) {
                return false;
            }
            long length = u32(octets, at);
            if (length < HEADER || length > octets.length() - at) {
                return false;
            }
            at += (int) length;
        }
        return at > 0;
    }

    static Field of(Octets octets, int base, boolean derived, Context context) {
        Octets blanked = withoutPasswords(octets);
        if (octets.length() >= HEADER && u32(octets, 0) < octets.length() && reads(octets)) {
            return FieldReader.tree("SMPP stream", blanked, base, derived, CLAUSE, "", context.notes(), in -> {
                while (!in.atEnd()) {
                    int at = in.place();
                    Octets pdu = in.take("PDU", (int) u32(in.peekOctets(4), 0));
                    in.add(pdu(pdu, at, in.derived(), context));
                }
            });
        }
        return pdu(blanked, base, derived, context);
    }

    private static Field pdu(Octets pdu, int base, boolean derived, Context context) {
        long id = pdu.length() >= HEADER ? u32(pdu, 4) : -1;
        return FieldReader.tree(
                "PDU",
                pdu,
                base,
                derived,
                CLAUSE,
                SmppNames.command(id).orElse("no command of SMPP 3.4"),
                context.notes(),
                in -> read(in, pdu.length(), context));
    }

    private static void read(FieldReader in, int length, Context context) throws Cut {
        int lengthAt = in.place();
        long written = u32(in.octets("command_length", 4, octets -> u32(octets, 0) + " octets"), 0);
        if (written != length) {
            context.notes()
                    .add(
                            Verdict.BAD,
                            lengthAt,
                            "command_length",
                            "expected " + length + ", the octets of the PDU, got " + written,
                            "SMPP 3.4 3.2");
        }
        long id = u32(
                in.octets(
                        "command_id",
                        4,
                        octets -> SmppNames.command(u32(octets, 0)).orElse("unknown")),
                0);
        int statusAt = in.place();
        long status = u32(in.octets("command_status", 4, octets -> SmppNames.status(u32(octets, 0))), 0);
        if (status != 0) {
            in.replaceLast(in.last().judged(in.last().meaning(), Verdict.SUSPICIOUS));
            context.notes()
                    .add(Verdict.SUSPICIOUS, statusAt, "command_status", SmppNames.status(status), "SMPP 3.4 5.1.3");
        }
        in.octets("sequence_number", 4, octets -> Long.toString(u32(octets, 0)));
        body(in, id, context);
    }

    private static void body(FieldReader in, long id, Context context) throws Cut {
        if (id == 0x04 || id == 0x05) {
            message(in, context);
        } else if (id == 0x103) {
            data(in, context);
        } else if (id == 0x01 || id == 0x02 || id == 0x09) {
            text(in, "system_id");
            Octets password = cString(in, "password");
            in.add(password, "password", "not shown", Verdict.PLAIN);
            text(in, "system_type");
            in.u8("interface_version", version -> (version >> 4) + "." + (version & 15));
            in.u8("addr_ton", SmppNames::typeOfNumber);
            in.u8("addr_npi", plan -> "");
            text(in, "address_range");
        } else if (id >= 0x80000000L && !in.atEnd()) {
            boolean bind = id == 0x80000001L || id == 0x80000002L || id == 0x80000009L;
            boolean message = id == 0x80000004L || id == 0x80000005L || id == 0x80000103L;
            if (bind || message) {
                text(in, bind ? "system_id" : "message_id");
            }
            parameters(in, false, context);
        } else {
            in.raw("body", "not taken apart");
        }
    }

    /** submit_sm and deliver_sm (SMPP 3.4 clauses 4.4.1 and 4.6.1). */
    private static void message(FieldReader in, Context context) throws Cut {
        text(in, "service_type");
        address(in, "source");
        address(in, "dest");
        int esmClass = esmClass(in);
        in.u8("protocol_id", TpduTree::protocol);
        in.u8("priority_flag", value -> "");
        text(in, "schedule_delivery_time");
        text(in, "validity_period");
        registered(in);
        in.u8("replace_if_present_flag", value -> "");
        int codingAt = in.place();
        int coding = in.u8("data_coding", TpduTree::coding);
        if ((esmClass & ESM_UDHI) != 0 && coding != 0xF6 && coding != 0x16) {
            context.notes()
                    .add(
                            Verdict.SUSPICIOUS,
                            codingAt,
                            "data_coding",
                            "is not F6 or 16 (8 bit, class 2): the terminal hands only class 2 to the card",
                            "TS 31.111 7.1.1");
        }
        in.u8("sm_default_msg_id", value -> "");
        int length = in.u8("sm_length", FieldReader::octetsText);
        userData(in, "short_message", length, esmClass, context);
        parameters(in, (esmClass & ESM_UDHI) != 0, context);
    }

    /** data_sm (SMPP 3.4 clause 4.7.1). */
    private static void data(FieldReader in, Context context) throws Cut {
        text(in, "service_type");
        address(in, "source");
        address(in, "dest");
        int esmClass = esmClass(in);
        registered(in);
        in.u8("data_coding", TpduTree::coding);
        parameters(in, (esmClass & ESM_UDHI) != 0, context);
    }

    /**
     * <pre>
     * b8 reply path | b7 UDHI | b6–b3 message type (0001 receipt) | b2 b1 mode
     * </pre>
     */
    private static int esmClass(FieldReader in) throws Cut {
        int at = in.place();
        int octet = in.take("esm_class", 1).get(0);
        Bits bits = new Bits(at, octet, in.derived(), "SMPP 3.4 5.2.12")
                .add(0x80, "reply path", (octet & 0x80) != 0 ? "set" : "not set")
                .add(0x40, "UDHI", (octet & ESM_UDHI) != 0 ? "user data begins with a header" : "no header")
                .add(0x3C, "message type", SmppNames.messageType(octet >> 2 & 15))
                .add(0x03, "mode", SmppNames.mode(octet & 3));
        in.add(new Field(
                at,
                Octets.of(octet),
                "",
                "esm_class",
                SmppNames.messageType(octet >> 2 & 15),
                "SMPP 3.4 5.2.12",
                Verdict.PLAIN,
                in.derived(),
                bits.fields()));
        return octet;
    }

    private static void registered(FieldReader in) throws Cut {
        in.u8("registered_delivery", value -> switch (value & 3) {
            case 0 -> "no receipt";
            case 1 -> "receipt on success and failure";
            case 2 -> "receipt on failure";
            default -> "reserved";
        });
    }

    private static void address(FieldReader in, String name) throws Cut {
        in.u8(name + "_addr_ton", SmppNames::typeOfNumber);
        in.u8(name + "_addr_npi", plan -> plan == 1 ? "ISDN/telephone plan" : "plan " + plan);
        text(in, name.equals("dest") ? "destination_addr" : "source_addr");
    }

    private static void userData(FieldReader in, String name, int length, int esmClass, Context context) throws Cut {
        if (length == 0) {
            return;
        }
        int at = in.place();
        Octets value = in.take(name, length);
        if ((esmClass & ESM_UDHI) != 0) {
            in.add(UserDataTree.of(value, at, in.derived(), context));
        } else {
            in.add(value, name, (esmClass & 0x3C) == 0x04 ? ascii(value) : "", Verdict.PLAIN);
        }
    }

    /**
     * <pre>
     * | tag (2) | length (2) | value | …
     * </pre>
     */
    private static void parameters(FieldReader in, boolean header, Context context) throws Cut {
        while (!in.atEnd()) {
            int at = in.place();
            Octets head = in.peekOctets(4);
            if (head.length() < 4) {
                throw in.cut("optional parameter", at, "expected 4 octets of tag and length, got " + head.length());
            }
            int tag = head.get(0) << 8 | head.get(1);
            int length = head.get(2) << 8 | head.get(3);
            Octets octets = in.take(SmppNames.parameter(tag), 4 + length);
            FieldReader inside = new FieldReader(octets, at, in.derived(), "SMPP 3.4 5.3");
            inside.octets("tag", 2, value -> SmppNames.parameter(tag));
            inside.octets("length", 2, value -> FieldReader.octetsText(length));
            boolean payload = tag == 0x0424;
            if (payload && header && length > 0) {
                inside.take("value", length);
                inside.add(UserDataTree.of(octets.from(4), at + 4, in.derived(), context));
            } else {
                inside.octets("value", length, value -> SmppNames.value(tag, value));
            }
            in.add(new Field(
                    at,
                    octets,
                    "",
                    SmppNames.parameter(tag),
                    payload ? "" : SmppNames.value(tag, octets.from(4)),
                    "SMPP 3.4 5.3",
                    Verdict.PLAIN,
                    in.derived(),
                    inside.fields()));
        }
    }

    private static void text(FieldReader in, String name) throws Cut {
        Octets value = cString(in, name);
        in.add(value, name, ascii(value.slice(0, value.length() - 1)), Verdict.PLAIN);
    }

    /** Octets up to and with a NUL. */
    private static Octets cString(FieldReader in, String name) throws Cut {
        int length = 0;
        while (in.peek(length) > 0) {
            length++;
        }
        if (in.peek(length) < 0) {
            throw in.cut(name, in.place(), "expected NUL, got the end of the PDU");
        }
        return in.take(name, length + 1);
    }

    static String ascii(Octets octets) {
        return new String(octets.toByteArray(), StandardCharsets.ISO_8859_1);
    }

    /** Passwords of binds as asterisks, in the whole stream. */
    private static Octets withoutPasswords(Octets octets) {
        byte[] blanked = octets.toByteArray();
        int at = 0;
        while (octets.length() - at >= HEADER) {
            long length = u32(octets, at);
            int end = (int) Math.min(octets.length(), at + length);
            long id = u32(octets, at + 4);
            if (id == 0x01 || id == 0x02 || id == 0x09) {
                int from = at + HEADER;
                while (from < end && blanked[from] != 0) {
                    from++;
                }
                for (int i = from + 1; i < end && blanked[i] != 0; i++) {
                    blanked[i] = '*';
                }
            }
            if (length < HEADER || length > octets.length() - at) {
                break;
            }
            at = end;
        }
        return Octets.copyOf(blanked);
    }

    private static long u32(Octets octets, int at) {
        return (long) octets.get(at) << 24 | octets.get(at + 1) << 16 | octets.get(at + 2) << 8 | octets.get(at + 3);
    }

    static String hex32(long value) {
        return String.format(Locale.ROOT, "%08x", value);
    }

    static String hex16(int value) {
        return OctetReader.hex8(value >> 8) + OctetReader.hex8(value & 0xFF);
    }
}
