// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;
import java.util.Locale;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;

/**
 * SPI, KIc and KID to the last bit.
 *
 * <pre>
 *        b8  b7  b6 | b5  b4  | b3       | b2  b1
 * SPI1   0   0   0  | counter | ciphered | integrity
 *
 *        b8  b7 | b6      | b5           | b4  b3        | b2  b1
 * SPI2   0   0  | channel | PoR ciphered | PoR integrity | PoR
 *
 *        b8 … b5            | b4 … b1
 * KIc    key set number     | coding of the algorithm
 * </pre>
 */
final class SecurityTree {
    static final String SPI_CLAUSE = "TS 102 225 5.1.1";
    static final String KIC_CLAUSE = "TS 102 225 5.1.2";
    static final String KID_CLAUSE = "TS 102 225 5.1.3";

    private SecurityTree() {}

    static Field spi(Octets spi, int offset, boolean derived, Notes notes) {
        return new Field(
                offset,
                spi,
                "",
                "SPI",
                summary(spi.get(0), spi.get(1)),
                SPI_CLAUSE,
                Verdict.PLAIN,
                derived,
                List.of(first(spi.get(0), offset, derived, notes), second(spi.get(1), offset + 1, derived, notes)));
    }

    private static String summary(int first, int second) {
        String integrity = mode(first).name();
        return (integrity.equals("NONE") ? "no check" : integrity)
                + ((first & 4) != 0 ? ", ciphered" : ", not ciphered")
                + switch (first >> 3 & 3) {
                    case 0 -> ", no counter";
                    case 1 -> ", counter unchecked";
                    case 2 -> ", counter higher";
                    default -> ", counter one higher";
                }
                + "; "
                + Words.proofOfReceipt(second & 3);
    }

    static IntegrityMode mode(int bits) {
        return switch (bits & 3) {
            case 0 -> IntegrityMode.NONE;
            case 1 -> IntegrityMode.RC;
            case 2 -> IntegrityMode.CC;
            default -> IntegrityMode.DS;
        };
    }

    private static Field first(int octet, int offset, boolean derived, Notes notes) {
        Bits bits = new Bits(offset, octet, derived, SPI_CLAUSE)
                .reserved(0xE0, notes, "SPI1")
                .add(0x18, "counter", Words.counter(octet >> 3 & 3))
                .add(0x04, "ciphering", (octet & 4) != 0 ? "ciphered" : "not ciphered")
                .add(0x03, "integrity", Words.integrity(mode(octet)));
        return new Field(offset, Octets.of(octet), "", "SPI1", "", SPI_CLAUSE, Verdict.PLAIN, derived, bits.fields());
    }

    private static Field second(int octet, int offset, boolean derived, Notes notes) {
        boolean none = (octet & 3) == 0;
        boolean reserved = (octet & 3) == 3;
        if (reserved) {
            notes.add(Verdict.BAD, offset, "SPI2", "b2b1 is 11, which is reserved", SPI_CLAUSE);
        }
        Bits bits = new Bits(offset, octet, derived, SPI_CLAUSE)
                .reserved(0xC0, notes, "SPI2")
                .add(0x20, "PoR channel", (octet & 0x20) != 0 ? "by SMS-SUBMIT" : "in the SMS-DELIVER-REPORT")
                .add(0x10, "PoR ciphering", (octet & 0x10) != 0 ? "PoR ciphered" : "PoR not ciphered")
                .add(0x0C, "PoR integrity", Words.integrity(mode(octet >> 2)))
                .add(0x03, "PoR", Words.proofOfReceipt(octet & 3), reserved ? Verdict.BAD : Verdict.PLAIN);
        return new Field(
                offset,
                Octets.of(octet),
                "",
                "SPI2",
                none ? "no PoR, so the rest has no meaning" : "",
                SPI_CLAUSE,
                Verdict.PLAIN,
                derived,
                bits.fields());
    }

    /** @param used whether anything is ciphered: else the octet has no meaning */
    static Field kic(Octets octet, int offset, boolean derived, boolean used, Notes notes) {
        Kic kic = new Kic(octet.get(0));
        boolean known = !used || Words.known(kic);
        if (!known) {
            notes.add(Verdict.BAD, offset, "KIc", "coding " + nibble(kic.coding()) + " is reserved", KIC_CLAUSE);
        }
        return key("KIc", octet, offset, derived, Words.kicCoding(kic), known, used, KIC_CLAUSE);
    }

    static Field kid(Octets octet, int offset, boolean derived, IntegrityMode mode, boolean used, Notes notes) {
        Kid kid = new Kid(octet.get(0));
        boolean known = !used || mode == IntegrityMode.DS || Words.known(kid, mode);
        if (!known) {
            notes.add(
                    Verdict.BAD,
                    offset,
                    "KID",
                    "coding " + nibble(kid.coding()) + " is reserved for " + Words.checkName(mode),
                    KID_CLAUSE);
        }
        return key("KID", octet, offset, derived, Words.kidCoding(kid, mode), known, used, KID_CLAUSE);
    }

    private static Field key(
            String name,
            Octets octet,
            int offset,
            boolean derived,
            String coding,
            boolean known,
            boolean used,
            String clause) {
        int version = octet.get(0) >> 4;
        Bits bits = new Bits(offset, octet.get(0), derived, clause)
                .add(0xF0, "key version", version == 0 ? "0, the card knows which" : Integer.toString(version))
                .add(0x0F, "algorithm", coding, known ? Verdict.PLAIN : Verdict.BAD);
        return new Field(
                offset,
                octet,
                "",
                name,
                (used ? "" : "not used: ") + "key version " + version + ", " + coding,
                clause,
                known ? Verdict.PLAIN : Verdict.BAD,
                derived,
                bits.fields());
    }

    private static String nibble(int coding) {
        return Integer.toHexString(coding).toUpperCase(Locale.ROOT);
    }
}
