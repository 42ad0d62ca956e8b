// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.apdu;

import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A command to a card (ISO/IEC 7816-4 clause 5.1, TS 102 221 clause 10.1).
 *
 * <pre>
 * case 1 | CLA | INS | P1 | P2 |
 * case 2 | CLA | INS | P1 | P2 | Le |                           Le 1 octet (00 is 256), or 00 and 2 octets (0000 is 65536)
 * case 3 | CLA | INS | P1 | P2 | Lc | data |                    Lc 1 octet, or 00 and 2 octets
 * case 4 | CLA | INS | P1 | P2 | Lc | data | Le |               both short, or both long; a long Le is 2 octets here
 * </pre>
 *
 * @param cla class, one octet, not FF (that is kept for PPS)
 * @param ins instruction, one octet
 * @param p1 parameter, one octet
 * @param p2 parameter, one octet
 * @param data command data, up to 65535 octets
 * @param ne the number of response octets wanted at most, 0 where Le is absent, up to 65536
 */
public record CommandApdu(int cla, int ins, int p1, int p2, Octets data, int ne) {
    private static final String CLAUSE = "ISO/IEC 7816-4 5.1";

    public CommandApdu {
        if (((cla | ins | p1 | p2) & ~0xFF) != 0) {
            throw new IllegalArgumentException("CLA, INS, P1, P2: expected octets");
        }
        if (cla == 0xFF) {
            throw new IllegalArgumentException("CLA: expected 00 to FE, got FF");
        }
        if (data.length() > 65535) {
            throw new IllegalArgumentException("data: expected up to 65535 octets, got " + data.length());
        }
        if (ne < 0 || ne > 65536) {
            throw new IllegalArgumentException("Ne: expected 0 to 65536, got " + ne);
        }
    }

    /** The ISO case, 1…4. */
    public int isoCase() {
        return (data.isEmpty() ? 1 : 3) + (ne == 0 ? 0 : 1);
    }

    /** True where the lengths take the extended form. */
    public boolean isExtended() {
        return data.length() > 255 || ne > 256;
    }

    /** True where the card is asked for data: by Le, or with GET RESPONSE and the like. */
    public boolean asksForData() {
        return ne > 0;
    }

    /** The APDU with short lengths where they suffice, extended ones otherwise. */
    public Octets encode() {
        Octets header = Octets.of(cla, ins, p1, p2);
        boolean extended = isExtended();
        int nc = data.length();
        return switch (isoCase()) {
            case 1 -> header;
            case 2 -> Octets.concat(header, extended ? Octets.of(0, ne >> 8 & 0xFF, ne & 0xFF) : Octets.of(ne & 0xFF));
            default -> {
                Octets lc = extended ? Octets.of(0, nc >> 8, nc & 0xFF) : Octets.of(nc);
                Octets le = extended ? Octets.of(ne >> 8 & 0xFF, ne & 0xFF) : Octets.of(ne & 0xFF);
                yield Octets.concat(header, lc, data, ne == 0 ? Octets.EMPTY : le);
            }
        };
    }

    /** Reads an APDU that stands alone: its length tells the case. Extended lengths need not be the shortest form. */
    public static Decoded<CommandApdu> decode(Octets apdu) {
        return Decoded.attempt(() -> read(new OctetReader(apdu, CLAUSE)));
    }

    private static CommandApdu read(OctetReader in) throws MalformedException {
        int cla = in.u8("CLA");
        if (cla == 0xFF) {
            throw in.fail("CLA", 0, "00 to fe", "ff");
        }
        int ins = in.u8("INS");
        int p1 = in.u8("P1");
        int p2 = in.u8("P2");
        if (in.atEnd()) {
            return new CommandApdu(cla, ins, p1, p2, Octets.EMPTY, 0);
        }
        int first = in.u8("P3");
        if (in.atEnd()) {
            return new CommandApdu(cla, ins, p1, p2, Octets.EMPTY, first == 0 ? 256 : first);
        }
        boolean extended = first == 0;
        int length = extended ? in.u16("Lc") : first;
        if (extended && in.atEnd()) {
            return new CommandApdu(cla, ins, p1, p2, Octets.EMPTY, length == 0 ? 65536 : length);
        }
        if (length == 0) {
            throw in.fail("Lc", 4, "1 to 65535", "0");
        }
        Octets data = in.octets("data", length);
        int ne = 0;
        if (!in.atEnd()) {
            int le = extended ? in.u16("Le") : in.u8("Le");
            ne = le != 0 ? le : extended ? 65536 : 256;
        }
        in.end("APDU");
        return new CommandApdu(cla, ins, p1, p2, data, ne);
    }

    /** Without the data, which may be a PIN. */
    @Override
    public String toString() {
        return String.format("%02x%02x%02x%02x, %d octets of data, Ne %d", cla, ins, p1, p2, data.length(), ne);
    }
}
