// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.Locale;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.sms.SmsAddress;

/** The TPDUs of short messages that carry packets (TS 23.040 clause 9.2.2). */
final class TpduTree {
    private static final int MAX_USER_DATA = 140;

    private TpduTree() {}

    /**
     * SMS-DELIVER.
     *
     * <pre>
     * b8 RP | b7 UDHI | b6 SRI | b5 0 | b4 LP | b3 MMS | b2 b1 00
     * then TP-OA, TP-PID, TP-DCS, TP-SCTS (7), TP-UDL, TP-UD
     * </pre>
     */
    static Field deliver(Octets tpdu, int base, boolean derived, Context context) {
        return tree(Kind.SMS_DELIVER, tpdu, base, derived, context, in -> {
            int first = first(
                    in,
                    Kind.SMS_DELIVER,
                    0x00,
                    context.notes(),
                    bits -> bits.add(
                                    0x20,
                                    "TP-SRI",
                                    (bits.value(0x20) != 0) ? "status report asked for" : "no status report")
                            .add(0x08, "TP-LP", bits.value(0x08) != 0 ? "not to be forwarded" : "no loop prevention")
                            .add(
                                    0x04,
                                    "TP-MMS",
                                    bits.value(0x04) != 0 ? "no more messages wait" : "more messages wait"));
            address(in, "TP-OA");
            protocolAndCoding(in, context.notes());
            in.octets("TP-SCTS", 7, TpduTree::timeStamp);
            userData(in, (first & 0x40) != 0, context);
        });
    }

    /**
     * SMS-SUBMIT.
     *
     * <pre>
     * b8 RP | b7 UDHI | b6 SRR | b5 b4 VPF | b3 RD | b2 b1 01
     * then TP-MR, TP-DA, TP-PID, TP-DCS, TP-VP (0, 1 or 7), TP-UDL, TP-UD
     * </pre>
     */
    static Field submit(Octets tpdu, int base, boolean derived, Context context) {
        return tree(Kind.SMS_SUBMIT, tpdu, base, derived, context, in -> {
            int first = first(
                    in,
                    Kind.SMS_SUBMIT,
                    0x01,
                    context.notes(),
                    bits -> bits.add(
                                    0x20,
                                    "TP-SRR",
                                    bits.value(0x20) != 0 ? "status report asked for" : "no status report")
                            .add(0x18, "TP-VPF", validityFormat(bits.value(0x18)))
                            .add(0x04, "TP-RD", bits.value(0x04) != 0 ? "reject duplicates" : "take duplicates"));
            in.u8("TP-MR", value -> "message reference " + value);
            address(in, "TP-DA");
            protocolAndCoding(in, context.notes());
            int format = first >> 3 & 3;
            in.octets("TP-VP", format == 0 ? 0 : format == 2 ? 1 : 7, period -> validity(format, period));
            userData(in, (first & 0x40) != 0, context);
        });
    }

    /**
     * SMS-DELIVER-REPORT, for RP-ACK and, with TP-FCS, for RP-ERROR.
     *
     * <pre>
     * b7 UDHI | b2 b1 00
     * then TP-FCS (80…FF, errors alone), TP-PI, and by TP-PI: TP-PID (b1), TP-DCS (b2), TP-UDL and TP-UD (b3)
     * </pre>
     */
    static Field deliverReport(Octets tpdu, int base, boolean derived, Context context) {
        return tree(Kind.DELIVER_REPORT, tpdu, base, derived, context, in -> {
            int first = first(in, Kind.DELIVER_REPORT, 0x00, context.notes(), bits -> bits);
            if (in.peek(0) >= 0x80) {
                in.u8("TP-FCS", value -> "failure cause " + OctetReader.hex8(value) + failureCause(value));
            }
            int at = in.place();
            int indicator = in.take("TP-PI", 1).get(0);
            Bits bits = new Bits(at, indicator, in.derived(), "TS 23.040 9.2.3.27")
                    .reserved(0xF8, context.notes(), "TP-PI")
                    .add(0x04, "TP-UDL", there(indicator & 4))
                    .add(0x02, "TP-DCS", there(indicator & 2))
                    .add(0x01, "TP-PID", there(indicator & 1));
            in.add(new Field(
                    at,
                    Octets.of(indicator),
                    "",
                    "TP-PI",
                    "",
                    "TS 23.040 9.2.3.27",
                    Verdict.PLAIN,
                    in.derived(),
                    bits.fields()));
            if ((indicator & 1) != 0) {
                in.u8("TP-PID", TpduTree::protocol);
            }
            if ((indicator & 2) != 0) {
                in.u8("TP-DCS", TpduTree::coding);
            }
            if ((indicator & 4) != 0) {
                userData(in, (first & 0x40) != 0, context);
            }
        });
    }

    private static String there(int bit) {
        return bit != 0 ? "there" : "not there";
    }

    private static String failureCause(int cause) {
        return switch (cause) {
            case 0xD0 -> ": (U)SIM SMS storage full";
            case 0xD3 -> ": memory capacity exceeded";
            case 0xD4 -> ": (U)SIM application toolkit busy";
            case 0xD5 -> ": (U)SIM data download error";
            case 0xFF -> ": unspecified error";
            default -> "";
        };
    }

    private static Field tree(
            Kind kind, Octets tpdu, int base, boolean derived, Context context, FieldReader.Body body) {
        return FieldReader.tree(
                kind.text(),
                tpdu,
                base,
                derived,
                kind.clause(),
                FieldReader.octetsText(tpdu.length()),
                context.notes(),
                body);
    }

    /** Adds the bits between UDHI and the message type. */
    private interface Middle {
        Bits add(Bits bits);
    }

    private static int first(FieldReader in, Kind kind, int type, Notes notes, Middle middle) throws Cut {
        int at = in.place();
        int octet = in.take("first octet", 1).get(0);
        Bits bits = new Bits(at, octet, in.derived(), kind.clause())
                .add(0x80, "TP-RP", (octet & 0x80) != 0 ? "reply path" : "no reply path")
                .add(0x40, "TP-UDHI", (octet & 0x40) != 0 ? "TP-UD begins with a header" : "no header in TP-UD");
        boolean right = (octet & 3) == type;
        middle.add(bits)
                .add(0x03, "TP-MTI", right ? kind.text() : "not a " + kind.text(), right ? Verdict.PLAIN : Verdict.BAD);
        in.add(new Field(
                at,
                Octets.of(octet),
                "",
                "first octet",
                (octet & 0x40) != 0 ? "with a user data header" : "without a user data header",
                kind.clause(),
                right ? Verdict.PLAIN : Verdict.BAD,
                in.derived(),
                bits.fields()));
        if (!right) {
            notes.add(Verdict.BAD, at, "TP-MTI", "not a " + kind.text(), kind.clause());
        }
        return octet;
    }

    private static void address(FieldReader in, String name) throws Cut {
        int at = in.place();
        int semiOctets = in.peek(0);
        int length = semiOctets < 0 ? 1 : 2 + (semiOctets + 1) / 2;
        Octets octets = in.take(name, length);
        String clause = "TS 23.040 9.1.2.5";
        FieldReader inside = new FieldReader(octets, at, in.derived(), clause);
        inside.u8("length", value -> value + " semi-octets");
        inside.u8("type", TpduTree::typeOfAddress);
        inside.octets("value", inside.remaining(), value -> "");
        String text = SmsAddress.decode(octets)
                .fold(address -> address.value(), bad -> "not an address: " + bad.expected() + ", got " + bad.actual());
        in.add(new Field(at, octets, "", name, text, clause, Verdict.PLAIN, in.derived(), inside.fields()));
    }

    private static String typeOfAddress(int octet) {
        String type = switch (octet >> 4 & 7) {
            case 0 -> "unknown";
            case 1 -> "international";
            case 2 -> "national";
            case 3 -> "network specific";
            case 4 -> "subscriber";
            case 5 -> "alphanumeric";
            case 6 -> "abbreviated";
            default -> "reserved";
        };
        String plan = switch (octet & 15) {
            case 0 -> "unknown plan";
            case 1 -> "ISDN/telephone plan";
            case 3 -> "data plan";
            case 8 -> "national plan";
            case 9 -> "private plan";
            default -> "plan " + (octet & 15);
        };
        return type + ", " + plan;
    }

    private static void protocolAndCoding(FieldReader in, Notes notes) throws Cut {
        int pidAt = in.place();
        int pid = in.u8("TP-PID", TpduTree::protocol);
        int dcs = in.u8("TP-DCS", TpduTree::coding);
        if (pid == 0x7F && !classTwo(dcs)) {
            notes.add(
                    Verdict.SUSPICIOUS,
                    pidAt + 1,
                    "TP-DCS",
                    "is not class 2: the terminal hands only class 2 to the card (F6 or 16)",
                    "TS 31.111 7.1.1");
        }
    }

    private static boolean classTwo(int dcs) {
        return (dcs & 0xF0) == 0xF0 ? (dcs & 3) == 2 : (dcs & 0xD0) == 0x10 && (dcs & 3) == 2;
    }

    static String protocol(int pid) {
        return switch (pid) {
            case 0x00 -> "short message, no interworking";
            case 0x40 -> "short message type 0 (silent)";
            case 0x7C -> "ANSI-136 R-DATA";
            case 0x7D -> "ME data download";
            case 0x7E -> "ME de-personalization";
            case 0x7F -> "(U)SIM data download";
            default -> (pid & 0xF8) == 0x40 ? "replace type " + (pid & 7) : "";
        };
    }

    static String coding(int dcs) {
        boolean dataGroup = (dcs & 0xF0) == 0xF0;
        boolean general = (dcs & 0xC0) == 0;
        if (!dataGroup && !general) {
            return "";
        }
        String alphabet = dataGroup
                ? (dcs & 4) != 0 ? "8 bit data" : "default alphabet"
                : switch (dcs >> 2 & 3) {
                    case 0 -> "default alphabet";
                    case 1 -> "8 bit data";
                    case 2 -> "UCS2";
                    default -> "reserved alphabet";
                };
        boolean hasClass = dataGroup || (dcs & 0x10) != 0;
        return alphabet
                + (hasClass ? ", class " + (dcs & 3) : ", no class")
                + (hasClass && (dcs & 3) == 2 ? " (to the card)" : "");
    }

    private static String timeStamp(Octets octets) {
        StringBuilder text = new StringBuilder(20);
        String separators = "--T::";
        for (int i = 0; i < 6; i++) {
            int octet = octets.get(i);
            text.append(octet & 15).append(octet >> 4);
            text.append(i < separators.length() ? separators.substring(i, i + 1) : "");
        }
        int zone = octets.get(6);
        int quarters = (zone & 7) * 10 + (zone >> 4);
        return String.format(
                Locale.ROOT, "%s%s%02d:%02d", text, (zone & 8) != 0 ? "-" : "+", quarters / 4, quarters % 4 * 15);
    }

    private static String validityFormat(int format) {
        return switch (format) {
            case 0 -> "no validity period";
            case 1 -> "enhanced validity period";
            case 2 -> "relative validity period";
            default -> "absolute validity period";
        };
    }

    private static String validity(int format, Octets period) {
        if (format == 3) {
            return timeStamp(period);
        }
        if (format != 2) {
            return "";
        }
        int value = period.get(0);
        if (value <= 143) {
            return (value + 1) * 5 + " minutes";
        }
        return value <= 167
                ? (12 * 60 + (value - 143) * 30) + " minutes"
                : value <= 196 ? (value - 166) + " days" : (value - 192) + " weeks";
    }

    private static void userData(FieldReader in, boolean header, Context context) throws Cut {
        int at = in.place();
        int length = in.u8("TP-UDL", FieldReader::octetsText);
        if (length > MAX_USER_DATA && in.remaining() > MAX_USER_DATA) {
            context.notes()
                    .add(
                            Verdict.SUSPICIOUS,
                            at,
                            "TP-UDL",
                            "more than the 140 octets of a short message",
                            "TS 23.040 9.2.3.16");
        }
        if (length != in.remaining()) {
            in.replaceLast(in.last().judged(length + " octets, but " + in.remaining() + " follow", Verdict.BAD));
            context.notes()
                    .add(
                            Verdict.BAD,
                            at,
                            "TP-UDL",
                            "expected " + in.remaining() + ", the octets behind it, got " + length,
                            "TS 23.040 9.2.3.16");
        }
        int start = in.place();
        Octets userData = in.take("TP-UD", Math.min(length, in.remaining()));
        if (header) {
            in.add(UserDataTree.of(userData, start, in.derived(), context));
        } else if (!userData.isEmpty()) {
            in.add(userData, "TP-UD", "without a header: no secured packet", Verdict.PLAIN);
        }
    }
}
