// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.Instruction;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** Commands to a card, one after another; it remembers what was selected, to name what is read and written. */
final class ApduTree {
    private final FieldReader in;
    private String selected = "";

    ApduTree(FieldReader in) {
        this.in = in;
    }

    /** What ends a command: in a compact script P3 always stands; alone the length tells. */
    enum Form {
        COMPACT,
        ALONE
    }

    /**
     * Reads one command as a field of its own.
     *
     * @param number in its script, 0 where it stands alone
     */
    void read(int number, Form form, int length) throws Cut {
        int start = in.place();
        Octets octets = in.peekOctets(length);
        FieldReader apdu = new FieldReader(octets, start, in.derived(), "ISO/IEC 7816-4 5.1");
        String title = number == 0 ? "C-APDU" : "command " + number;
        String meaning = "";
        try {
            meaning = fields(apdu, form);
        } catch (Cut e) {
            apdu.raw("raw", "not read");
            in.take(title, octets.length());
            in.add(field(title, octets, start, meaning, Verdict.BAD, apdu));
            throw e;
        }
        int used = apdu.place() - start;
        in.take(title, used);
        in.add(field(title, octets.slice(0, used), start, meaning, Verdict.PLAIN, apdu));
    }

    private Field field(String title, Octets octets, int start, String meaning, Verdict verdict, FieldReader apdu) {
        return new Field(start, octets, "", title, meaning, "ISO/IEC 7816-4 5.1", verdict, in.derived(), apdu.fields());
    }

    private String fields(FieldReader apdu, Form form) throws Cut {
        int cla = apdu.u8("CLA", Commands::className);
        int p1Ahead = apdu.peek(1);
        int ins = apdu.u8(
                "INS",
                value -> Commands.instruction(cla, value, Math.max(p1Ahead, 0)).orElse("no command of the standards"));
        String name = apdu.last().meaning();
        int p1 = apdu.u8("P1", value -> ins == 0xE6 ? Commands.install(value) : "");
        int p2 = apdu.u8("P2", value -> "");
        if (form == Form.ALONE && apdu.atEnd()) {
            return described(name, cla, ins, p1, p2, null);
        }
        Instruction instruction = Instruction.of(cla, ins, p1, p2);
        boolean outgoing = form == Form.ALONE ? apdu.remaining() == 1 : instruction == Instruction.OUTGOING;
        if (outgoing) {
            apdu.u8("P3", value -> "Le: up to " + (value == 0 ? 256 : value) + " octets wanted");
            return described(name, cla, ins, p1, p2, null);
        }
        if (form == Form.ALONE && apdu.peek(0) == 0 && apdu.remaining() >= 3) {
            return extended(apdu, name, cla, ins, p1, p2);
        }
        int lc = apdu.u8("P3", value -> value == 0 ? "no data" : "Lc: " + FieldReader.octetsText(value) + " of data");
        Octets data = data(apdu, lc, cla, ins, p1, p2);
        // a single octet behind the last command is taken as its Le
        if (lc > 0 && apdu.remaining() == 1) {
            apdu.u8("Le", value -> "up to " + (value == 0 ? 256 : value) + " octets wanted");
        }
        return described(name, cla, ins, p1, p2, data);
    }

    private String extended(FieldReader apdu, String name, int cla, int ins, int p1, int p2) throws Cut {
        apdu.u8("P3", value -> "an extended length follows");
        int length = apdu.u16("length", value -> value + " octets");
        if (apdu.atEnd()) {
            return described(name, cla, ins, p1, p2, null);
        }
        Octets data = data(apdu, length, cla, ins, p1, p2);
        if (apdu.remaining() == 2) {
            apdu.u16("Le", value -> "up to " + (value == 0 ? 65536 : value) + " octets wanted");
        }
        return described(name, cla, ins, p1, p2, data);
    }

    private static Octets data(FieldReader apdu, int length, int cla, int ins, int p1, int p2) throws Cut {
        if (length == 0 || !RamTree.reads(cla, ins)) {
            return apdu.octets("command data", length, octets -> dataText(cla, ins, p1, octets));
        }
        int at = apdu.place();
        Octets data = apdu.take("command data", length);
        apdu.add(RamTree.command(data, at, apdu.derived(), ins, p1, p2));
        return data;
    }

    private String described(String name, int cla, int ins, int p1, int p2, @Nullable Octets data) {
        return switch (ins) {
            case 0xA4 -> {
                selected = data == null ? "" : selection(p1, cla, data);
                yield name + " " + selected;
            }
            case 0xB0, 0xD6 -> {
                boolean byIdentifier = (p1 & 0x80) != 0;
                int offset = byIdentifier ? p2 : p1 << 8 | p2;
                String file = byIdentifier ? "short file " + (p1 & 0x1F) : selected;
                yield name + (file.isEmpty() ? "" : " of " + file) + (offset == 0 ? "" : " from offset " + offset);
            }
            case 0xB2, 0xDC -> {
                String file = p2 >> 3 != 0 ? "short file " + (p2 >> 3) : selected;
                yield name + (file.isEmpty() ? "" : " of " + file) + ", record " + recordText(p1, p2 & 7);
            }
            case 0xE6 -> name + " [" + Commands.install(p1) + "]";
            case 0xE8 -> name + " block " + p2 + ((p1 & 0x80) != 0 ? ", the last" : "");
            case 0x20, 0x24, 0x2C -> name + ", reference " + OctetReader.hex8(p2);
            case 0xCA, 0xCB -> name + " tag " + OctetReader.hex8(p1) + OctetReader.hex8(p2);
            default -> name;
        };
    }

    private static String recordText(int number, int mode) {
        return switch (mode) {
            case 2 -> "next";
            case 3 -> "previous";
            default -> Integer.toString(number);
        };
    }

    private static String selection(int p1, int cla, Octets data) {
        if (cla != 0xA0 && p1 == 0x04) {
            return "AID " + data.toHex().toUpperCase(Locale.ROOT);
        }
        return data.length() >= 2 && data.length() % 2 == 0 ? Commands.path(data) : data.toHex();
    }

    private static String dataText(int cla, int ins, int p1, Octets data) {
        return switch (ins) {
            case 0xA4 -> selection(p1, cla, data);
            case 0xD6, 0xDC -> printable(data);
            default -> "";
        };
    }

    /** The octets as text where most are letters: names in files are often so. */
    private static String printable(Octets data) {
        StringBuilder text = new StringBuilder();
        int letters = 0;
        int filled = 0;
        for (int i = 0; i < data.length(); i++) {
            int octet = data.get(i);
            if (octet >= 0x20 && octet < 0x7F) {
                text.append((char) octet);
                letters++;
            } else if (octet != 0xFF) {
                text.append('.');
                filled++;
            }
        }
        return letters >= 3 && letters > filled ? "\"" + text + "\"" : "";
    }
}
