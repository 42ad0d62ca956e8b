// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/** Algorithms with their keys: what SPI, KIc and KID come to for one card. Null where nothing is done. */
record Protection(
        @Nullable CipherAlgorithm cipher,
        @Nullable Key cipherKey,
        @Nullable IntegrityAlgorithm integrity,
        @Nullable Key integrityKey) {
    /** Octets of a block; 1 where nothing is ciphered. */
    int blockLength() {
        return cipher == null ? 1 : cipher.blockLength();
    }

    boolean uses(KeyType type) {
        return (cipherKey != null && cipherKey.type() == type) || (integrityKey != null && integrityKey.type() == type);
    }

    int checkLength() {
        return integrity == null ? 0 : integrity.checkLength();
    }

    /** Octets of padding behind {@code length} octets. */
    int paddingFor(int length) {
        return cipher == null ? 0 : cipher.paddingFor(length);
    }

    /** @param checkLength octets of the RC/CC, which chooses where KID leaves a choice */
    static Protection resolve(IntegrityMode mode, boolean ciphered, Kic kic, Kid kid, int checkLength, KeySets keys)
            throws SecurityFailureException {
        CipherAlgorithm cipher = null;
        Key cipherKey = null;
        if (ciphered) {
            cipherKey = key(keys, kic.keyVersion(), KeyRole.KIC);
            cipher = cipher(kic, cipherKey);
            if (!cipher.accepts(cipherKey)) {
                throw misfit(KeyRole.KIC, kic.keyVersion(), cipher, cipherKey);
            }
        }
        IntegrityAlgorithm integrity = null;
        Key integrityKey = null;
        switch (mode) {
            case NONE -> {}
            case RC -> integrity = redundancyCheck(kid, checkLength);
            case CC -> {
                integrityKey = key(keys, kid.keyVersion(), KeyRole.KID);
                integrity = checksum(kid, checkLength, integrityKey);
                if (!integrity.accepts(integrityKey)) {
                    throw misfit(KeyRole.KID, kid.keyVersion(), integrity, integrityKey);
                }
            }
            case DS ->
                throw new SecurityFailureException(new SecurityFailure.Unsupported("SPI", "a digital signature"));
        }
        return new Protection(cipher, cipherKey, integrity, integrityKey);
    }

    /** Block length in octets without any key where KIc says it; 0 where the key alone would. */
    static int blockLength(Kic kic) {
        return switch (kic.coding()) {
            case 1, 5, 9, 0xD -> 8;
            case 2 -> 16;
            default -> 0;
        };
    }

    /** What lengths of RC/CC the settings allow, as text; null where {@code checkLength} is one of them. */
    static @Nullable String wantedCheckLength(IntegrityMode mode, Kid kid, int checkLength) {
        return switch (mode) {
            case NONE -> checkLength == 0 ? null : "0";
            case RC ->
                switch (kid.coding()) {
                    case 1 -> checkLength == 2 ? null : "2";
                    case 5 -> checkLength == 4 ? null : "4";
                    default -> checkLength == 2 || checkLength == 4 ? null : "2 or 4";
                };
            case CC ->
                switch (kid.coding()) {
                    case 1, 5, 9 -> checkLength == 8 ? null : "8";
                    default -> checkLength == 4 || checkLength == 8 ? null : "4 or 8";
                };
            case DS -> null;
        };
    }

    private static CipherAlgorithm cipher(Kic kic, Key key) throws SecurityFailureException {
        return switch (kic.coding()) {
            case Kic.IMPLICIT -> key.impliedCipher();
            case 1 -> CipherAlgorithm.DES_CBC;
            case 2 -> CipherAlgorithm.AES_CBC;
            case 5 -> CipherAlgorithm.TRIPLE_DES_CBC_2_KEYS;
            case 9 -> CipherAlgorithm.TRIPLE_DES_CBC_3_KEYS;
            case 0xD -> CipherAlgorithm.DES_ECB;
            default -> throw new SecurityFailureException(new SecurityFailure.Unsupported("KIc", "coding of " + kic));
        };
    }

    private static IntegrityAlgorithm redundancyCheck(Kid kid, int checkLength) throws SecurityFailureException {
        return switch (kid.coding()) {
            case Kic.IMPLICIT -> checkLength == 4 ? IntegrityAlgorithm.CRC_32 : IntegrityAlgorithm.CRC_16;
            case 1 -> IntegrityAlgorithm.CRC_16;
            case 5 -> IntegrityAlgorithm.CRC_32;
            default ->
                throw new SecurityFailureException(
                        new SecurityFailure.Unsupported("KID", "coding of " + kid + " for an RC"));
        };
    }

    private static IntegrityAlgorithm checksum(Kid kid, int checkLength, Key key) throws SecurityFailureException {
        return switch (kid.coding()) {
            case Kic.IMPLICIT -> key.impliedIntegrity(checkLength);
            case 1 -> IntegrityAlgorithm.DES_CBC_MAC;
            case 2 -> checkLength == 4 ? IntegrityAlgorithm.AES_CMAC_32 : IntegrityAlgorithm.AES_CMAC_64;
            case 5 -> IntegrityAlgorithm.TRIPLE_DES_MAC_2_KEYS;
            case 9 -> IntegrityAlgorithm.TRIPLE_DES_MAC_3_KEYS;
            default ->
                throw new SecurityFailureException(
                        new SecurityFailure.Unsupported("KID", "coding of " + kid + " for a CC"));
        };
    }

    private static Key key(KeySets keys, int version, KeyRole role) throws SecurityFailureException {
        Key key = keys.key(version, role).orElse(null);
        if (key == null) {
            throw new SecurityFailureException(
                    new SecurityFailure.KeyUnavailable(role, version, "there is no such key"));
        }
        return key;
    }

    private static SecurityFailureException misfit(KeyRole role, int version, Object algorithm, Key key) {
        return new SecurityFailureException(new SecurityFailure.KeyUnavailable(
                role,
                version,
                algorithm + " does not take a " + key.type().label() + " key of " + key.length() + " octets"));
    }
}
