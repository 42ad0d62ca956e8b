// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.secured.IntegrityMode;

/** Settings that a card takes but that should make someone think. */
final class Suspicions {
    private Suspicions() {}

    static void ofCommand(Settings settings, Opening opening, Octets spi, int spiAt, int length, Notes notes) {
        boolean ciphered = settings.ciphered();
        IntegrityMode mode = settings.mode();
        boolean response = (spi.get(1) & 3) != 0;
        boolean responseCiphered = response && (spi.get(1) & 0x10) != 0;
        boolean responseChecked = response && (spi.get(1) & 0x0C) == 0x08;
        boolean checked = mode == IntegrityMode.CC;
        int kic = settings.kic().coding();
        int kid = settings.kid().coding();
        boolean aes = ((ciphered || responseCiphered) && kic == 2)
                || ((checked || responseChecked) && kid == 2)
                || usesAes(opening);
        if (aes && (spi.get(0) & 0x10) == 0) {
            suspicious(
                    notes,
                    spiAt,
                    "SPI1",
                    "AES with counter setting " + ((spi.get(0) & 0x08) == 0 ? "00" : "01")
                            + ": the standard asks for 10 or 11, and some cards refuse it",
                    SecurityTree.KIC_CLAUSE);
        }
        if (ciphered && kic == 0xD) {
            suspicious(notes, spiAt + 2, "KIc", "DES in ECB mode shows equal blocks", SecurityTree.KIC_CLAUSE);
        }
        if ((ciphered && (kic == 1 || kic == 0xD))
                || (checked && kid == 1)
                || opening.cipher() == CipherAlgorithm.DES_CBC) {
            suspicious(notes, spiAt + 2, "KIc", "single DES is broken by search", SecurityTree.KIC_CLAUSE);
        }
        if (!checked) {
            suspicious(
                    notes,
                    spiAt,
                    "SPI1",
                    "no cryptographic checksum: anyone can write such a packet",
                    SecurityTree.SPI_CLAUSE);
        }
        if (checked && (spi.get(0) & 0x10) == 0) {
            suspicious(notes, spiAt, "SPI1", "the counter does not keep out a replay", SecurityTree.SPI_CLAUSE);
        }
        if (response && ciphered && !responseCiphered) {
            suspicious(
                    notes,
                    spiAt + 1,
                    "SPI2",
                    "the command is ciphered, its PoR is not: what the card answers can be read",
                    SecurityTree.SPI_CLAUSE);
        }
        if (response && checked && !responseChecked) {
            suspicious(notes, spiAt + 1, "SPI2", "the PoR proves nothing without a checksum", SecurityTree.SPI_CLAUSE);
        }
        if (length > 137 * 255) {
            suspicious(notes, spiAt - 3, "CPL", "more than 255 short messages carry", "TS 23.040 9.2.3.24.1");
        }
    }

    private static boolean usesAes(Opening opening) {
        return opening.cipher() == CipherAlgorithm.AES_CBC
                || opening.integrity() == IntegrityAlgorithm.AES_CMAC_64
                || opening.integrity() == IntegrityAlgorithm.AES_CMAC_32;
    }

    private static void suspicious(Notes notes, int offset, String field, String text, String clause) {
        notes.add(Verdict.SUSPICIOUS, offset, field, text, clause);
    }
}
