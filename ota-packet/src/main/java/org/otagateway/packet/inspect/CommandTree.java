// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;

/** A command packet from CPL on (TS 102 225 clause 5.1), laid out as {@link Shape#COMMAND}. */
final class CommandTree {
    private static final String CLAUSE = Kind.COMMAND_PACKET.clause();
    private static final int MIN_CHL = 13;

    private CommandTree() {}

    static Field of(Octets packet, int base, boolean derived, Context context) {
        return FieldReader.tree(
                "command packet",
                packet,
                base,
                derived,
                CLAUSE,
                FieldReader.octetsText(packet.length()),
                context.notes(),
                in -> read(in, packet, context));
    }

    private static void read(FieldReader in, Octets packet, Context context) throws Cut {
        Notes notes = context.notes();
        PacketLength.read(in, "CPL", "octets from CHL to the end", notes);
        int chlAt = in.place();
        int chl = in.u8(
                "CHL",
                value -> value < MIN_CHL
                        ? "less than the 13 octets of the fixed header"
                        : "octets from SPI to RC/CC: 13 and a check of " + (value - MIN_CHL));
        int spiAt = in.place();
        Octets spi = in.take("SPI", 2);
        in.add(SecurityTree.spi(spi, spiAt, in.derived(), notes));
        boolean ciphered = (spi.get(0) & 4) != 0;
        IntegrityMode mode = SecurityTree.mode(spi.get(0));
        boolean response = (spi.get(1) & 3) != 0;
        int kicAt = in.place();
        Octets kic = in.take("KIc", 1);
        boolean kicUsed = ciphered || (response && (spi.get(1) & 0x10) != 0);
        in.add(SecurityTree.kic(kic, kicAt, in.derived(), kicUsed, notes));
        int kidAt = in.place();
        Octets kid = in.take("KID", 1);
        IntegrityMode responseMode = response ? SecurityTree.mode(spi.get(1) >> 2) : IntegrityMode.NONE;
        IntegrityMode kidMode = mode == IntegrityMode.NONE ? responseMode : mode;
        in.add(SecurityTree.kid(kid, kidAt, in.derived(), kidMode, kidMode != IntegrityMode.NONE, notes));
        Octets tar = in.take("TAR", 3);
        in.add(tar, "TAR", Words.tar(tar.get(0) << 16 | tar.get(1) << 8 | tar.get(2)), Verdict.PLAIN);
        int checkLength = chl - MIN_CHL;
        Settings settings = new Settings(mode, ciphered, new Kic(kic.get(0)), new Kid(kid.get(0)));
        checkHeaderLength(settings, chlAt, chl, notes);
        if (checkLength < 0) {
            throw in.cut("CHL", chlAt, "expected 13 or more, got " + chl);
        }
        Opening opening = context.opener().open(Shape.COMMAND, packet, settings, checkLength, context.ring());
        Suspicions.ofCommand(settings, opening, spi, spiAt, packet.length(), notes);
        BodyTree.read(in, Shape.COMMAND, packet, checkLength, opening, context);
    }

    /** RC/CC has the length that SPI and KID say. */
    private static void checkHeaderLength(Settings settings, int at, int chl, Notes notes) {
        int check = chl - MIN_CHL;
        String expected = switch (settings.mode()) {
            case NONE -> check == 0 ? "" : "13: SPI asks for no check";
            case RC ->
                switch (settings.kid().coding()) {
                    case 1 -> check == 2 ? "" : "15 for a CRC-16";
                    case 5 -> check == 4 ? "" : "17 for a CRC-32";
                    default -> check == 2 || check == 4 ? "" : "15 or 17 for an RC";
                };
            case CC ->
                switch (settings.kid().coding()) {
                    case 1, 5, 9 -> check == 8 ? "" : "21 for a DES or 3DES CC";
                    default -> check == 4 || check == 8 ? "" : "21, or 17 for a CMAC of 4";
                };
            case DS -> "";
        };
        if (!expected.isEmpty()) {
            notes.add(Verdict.BAD, at, "CHL", "expected " + expected + ", got " + chl, CLAUSE);
        }
    }
}
