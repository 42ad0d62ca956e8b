// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * TP-UD with its header (TS 23.040 clause 9.2.3.24, TS 31.115 clause 4).
 *
 * <pre>
 * | UDHL | IEI | IEDL | data … | IEI | IEDL | … | payload |
 * </pre>
 */
final class UserDataTree {
    private static final String CLAUSE = Kind.USER_DATA.clause();
    private static final String CONCATENATION = "TS 23.040 9.2.3.24.1";

    private UserDataTree() {}

    /** What the header says of the payload. */
    private static final class Header {
        private int packet = -1;
        private int total = 1;
        private int number = 1;
        /** Octets of the header in further parts: its length and the element of concatenation. */
        private int further;
    }

    static Field of(Octets userData, int base, boolean derived, Context context) {
        return FieldReader.tree(
                "TP-UD",
                userData,
                base,
                derived,
                CLAUSE,
                FieldReader.octetsText(userData.length()),
                context.notes(),
                in -> read(in, context));
    }

    private static void read(FieldReader in, Context context) throws Cut {
        Header header = new Header();
        int start = in.place();
        int length = in.peek(0);
        if (length >= 0 && length + 1 > in.remaining()) {
            in.u8("UDHL", value -> value + " octets of header");
            throw in.cut("UDHL", start, "expected at most " + in.remaining() + ", the octets left, got " + length);
        }
        Octets octets = in.take("UDHL", Math.max(length, 0) + 1);
        FieldReader inside = new FieldReader(octets, start, in.derived(), CLAUSE);
        try {
            inside.u8("UDHL", value -> FieldReader.octetsText(value) + " of header");
            while (!inside.atEnd()) {
                element(inside, header, context.notes());
            }
        } finally {
            inside.raw("raw", "not read");
            in.add(new Field(
                    start,
                    octets,
                    "",
                    "user data header",
                    headerText(header),
                    CLAUSE,
                    Verdict.PLAIN,
                    in.derived(),
                    inside.fields()));
        }
        payload(in, header, context);
    }

    private static void element(FieldReader in, Header header, Notes notes) throws Cut {
        int at = in.place();
        int id = in.peek(0);
        int length = in.peek(1);
        if (length < 0 || length + 2 > in.remaining()) {
            throw in.cut(
                    "IEDL",
                    at + 1,
                    "expected at most " + Math.max(0, in.remaining() - 2) + ", the octets left in the header, got "
                            + (length < 0 ? "none" : Integer.toString(length)));
        }
        Octets octets = in.take("IEI", 2 + length);
        FieldReader inside = new FieldReader(octets, at, in.derived(), CLAUSE);
        inside.u8("IEI", UserDataTree::elementName);
        inside.u8("IEDL", FieldReader::octetsText);
        Verdict verdict = Verdict.PLAIN;
        if ((id == 0x00 && length == 3) || (id == 0x08 && length == 4)) {
            verdict = concatenation(inside, length - 2, header, notes);
        } else if (length > 0) {
            inside.octets("IED", length, data -> "");
        }
        if (id == 0x70 || id == 0x71) {
            header.packet = id;
        } else if ((id == 0x00 || id == 0x08) && length != (id == 0 ? 3 : 4)) {
            notes.add(
                    Verdict.BAD,
                    at,
                    "IEDL",
                    "an element " + OctetReader.hex8(id) + " of " + length + " octets is ignored",
                    CONCATENATION);
            verdict = Verdict.BAD;
        }
        in.add(new Field(
                at,
                octets,
                "",
                "element " + OctetReader.hex8(id),
                elementName(id),
                CLAUSE,
                verdict,
                in.derived(),
                inside.fields()));
    }

    private static Verdict concatenation(FieldReader in, int width, Header header, Notes notes) throws Cut {
        int at = in.place();
        in.octets(
                "reference", width, reference -> isZero(reference) ? "0: a card was seen that never assembles it" : "");
        int total = in.u8("total", value -> value + (value == 1 ? " part" : " parts"));
        int number = in.u8("number", value -> "part " + value);
        if (total == 0 || number == 0 || number > total) {
            notes.add(
                    Verdict.BAD,
                    at,
                    "concatenation",
                    "part " + number + " of " + total + " cannot be: the element is ignored",
                    CONCATENATION);
            return Verdict.BAD;
        }
        header.total = total;
        header.number = number;
        header.further = width + 5;
        return Verdict.PLAIN;
    }

    private static boolean isZero(Octets octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String headerText(Header header) {
        List<String> words = new ArrayList<>();
        if (header.packet >= 0) {
            words.add(header.packet == 0x70 ? "command packet" : "response packet");
        }
        if (header.total > 1) {
            words.add("part " + header.number + " of " + header.total);
        }
        return String.join(", ", words);
    }

    private static String elementName(int id) {
        return switch (id) {
            case 0x00 -> "concatenated short message, 8-bit reference";
            case 0x08 -> "concatenated short message, 16-bit reference";
            case 0x01 -> "special SMS message indication";
            case 0x04 -> "application port, 8 bit";
            case 0x05 -> "application port, 16 bit";
            case 0x06 -> "SMSC control parameters";
            case 0x07 -> "UDH source indicator";
            case 0x24 -> "national language single shift";
            case 0x25 -> "national language locking shift";
            case 0x70 -> "command packet follows (CPI)";
            case 0x71 -> "response packet follows (RPI)";
            default -> id > 0x70 && id <= 0x7F ? "(U)SIM toolkit security header" : "";
        };
    }

    /** CPL stands in the first part: the others have 140 octets each, less their header. */
    private static void checkRoom(FieldReader in, int at, Header header, Notes notes) {
        Octets payload = in.last().octets();
        if (payload.length() < 2) {
            return;
        }
        int length = payload.get(0) << 8 | payload.get(1);
        int room = payload.length() + (header.total - 1) * (140 - header.further);
        if (length + 2 > room) {
            notes.add(
                    Verdict.BAD,
                    at,
                    "CPL",
                    "says " + length + " octets, but " + header.total + " short messages hold at most " + (room - 2),
                    "TS 31.115 4.2");
        }
    }

    private static void payload(FieldReader in, Header header, Context context) throws Cut {
        int at = in.place();
        if (header.total > 1) {
            in.octets(
                    "payload",
                    in.remaining(),
                    data -> "part " + header.number + " of " + header.total
                            + " of a packet: give all parts to have it explained");
            context.notes()
                    .add(
                            Verdict.UNCHECKED,
                            at,
                            "payload",
                            "part " + header.number + " of " + header.total + " alone is not a packet",
                            CONCATENATION);
            if (header.packet == 0x70 && header.number == 1) {
                checkRoom(in, at, header, context.notes());
            }
            return;
        }
        @Nullable Field packet = null;
        if (header.packet == 0x70) {
            packet = CommandTree.of(in.peekOctets(in.remaining()), at, in.derived(), context);
        } else if (header.packet == 0x71) {
            packet = ResponseTree.of(in.peekOctets(in.remaining()), at, in.derived(), context);
        }
        if (packet == null) {
            in.octets("payload", in.remaining(), data -> "no secured packet");
        } else {
            in.take("payload", in.remaining());
            in.add(packet);
        }
    }
}
