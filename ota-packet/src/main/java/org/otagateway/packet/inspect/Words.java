// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.Map;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;

/** The settings of secured packets in plain English. */
final class Words {
    private static final Map<Integer, String> TARS = Map.of(
            0x000000, "issuer security domain (remote application management)",
            0xB00000, "remote file management, shared file system",
            0xB00001, "remote file management, first ADF",
            0xB00010, "remote file management, SIM",
            0xB00011, "remote file management, USIM",
            0xB20100, "remote application management over HTTPS",
            0x000001, "ISD-R of an eUICC (SGP.02)",
            0x000002, "ECASD of an eUICC (SGP.02)");

    private Words() {}

    static String cipher(CipherAlgorithm algorithm) {
        return switch (algorithm) {
            case DES_CBC -> "DES in CBC mode";
            case DES_ECB -> "DES in ECB mode";
            case TRIPLE_DES_CBC_2_KEYS -> "3DES in outer CBC mode, two keys";
            case TRIPLE_DES_CBC_3_KEYS -> "3DES in outer CBC mode, three keys";
            case AES_CBC -> "AES in CBC mode";
        };
    }

    static String integrity(IntegrityAlgorithm algorithm) {
        return switch (algorithm) {
            case CRC_16 -> "CRC-16";
            case CRC_32 -> "CRC-32";
            case DES_CBC_MAC -> "DES CBC MAC";
            case TRIPLE_DES_MAC_2_KEYS -> "3DES CBC MAC, two keys";
            case TRIPLE_DES_MAC_3_KEYS -> "3DES CBC MAC, three keys";
            case AES_CMAC_64 -> "AES-CMAC of 8 octets";
            case AES_CMAC_32 -> "AES-CMAC of 4 octets";
        };
    }

    static String misfit(String algorithm, Key key) {
        return algorithm + " does not take this " + key.type().label() + " key of " + key.length() + " octets";
    }

    /** The low nibble of KIc. */
    static String kicCoding(Kic kic) {
        return switch (kic.coding()) {
            case 0 -> "the algorithm is known implicitly";
            case 1 -> "DES in CBC mode";
            case 2 -> "AES in CBC mode";
            case 3 -> "proprietary";
            case 5 -> "3DES in outer CBC mode, two keys";
            case 9 -> "3DES in outer CBC mode, three keys";
            case 0xD -> "DES in ECB mode";
            default -> "reserved coding";
        };
    }

    static boolean known(Kic kic) {
        return switch (kic.coding()) {
            case 0, 1, 2, 3, 5, 9, 0xD -> true;
            default -> false;
        };
    }

    /** The low nibble of KID, which has one table for RC and one for CC. */
    static String kidCoding(Kid kid, IntegrityMode mode) {
        return switch (kid.coding()) {
            case 0 -> "the algorithm is known implicitly";
            case 1 -> mode == IntegrityMode.RC ? "CRC-16" : "DES CBC MAC";
            case 2 -> mode == IntegrityMode.RC ? "reserved coding" : "AES-CMAC";
            case 3 -> "proprietary";
            case 5 -> mode == IntegrityMode.RC ? "CRC-32" : "3DES CBC MAC, two keys";
            case 9 -> mode == IntegrityMode.RC ? "reserved coding" : "3DES CBC MAC, three keys";
            default -> "reserved coding";
        };
    }

    static boolean known(Kid kid, IntegrityMode mode) {
        return switch (kid.coding()) {
            case 0, 1, 3, 5 -> true;
            case 2, 9 -> mode != IntegrityMode.RC;
            default -> false;
        };
    }

    static String integrity(IntegrityMode mode) {
        return switch (mode) {
            case NONE -> "no RC, CC or DS";
            case RC -> "redundancy check (RC)";
            case CC -> "cryptographic checksum (CC)";
            case DS -> "digital signature (DS)";
        };
    }

    static String counter(int bits) {
        return switch (bits) {
            case 0 -> "no counter: the field is there without meaning";
            case 1 -> "counter there, not checked";
            case 2 -> "processed only if the counter is higher than the card's";
            default -> "processed only if the counter is exactly one higher than the card's";
        };
    }

    static String proofOfReceipt(int bits) {
        return switch (bits) {
            case 0 -> "no PoR";
            case 1 -> "PoR always";
            case 2 -> "PoR only on error";
            default -> "reserved";
        };
    }

    static String tar(int tar) {
        String known = TARS.get(tar);
        if (known != null) {
            return known;
        }
        if (tar >= 0xB00000 && tar <= 0xB0FFFF) {
            return "remote file management (card profile says of what)";
        }
        if (tar >= 0x000010 && tar <= 0x00FFFF) {
            return "ISD-P of an eUICC (SGP.02), or an application of the issuer";
        }
        return "an application of the issuer";
    }

    /** RC, CC, or nothing, by mode. */
    static String checkName(IntegrityMode mode) {
        return switch (mode) {
            case NONE, DS -> "RC/CC/DS";
            case RC -> "RC";
            case CC -> "CC";
        };
    }
}
