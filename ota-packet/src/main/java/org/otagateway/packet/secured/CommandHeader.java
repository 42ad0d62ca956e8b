// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/**
 * The security settings of a command packet, its clear header; no keys in it (TS 102 225 clause 5.1).
 *
 * @param checkLength octets of RC/CC: 0, 2, 4 or 8; only AES-CMAC has the choice of 4 or 8. With DS any up to 242
 */
public record CommandHeader(Spi spi, Kic kic, Kid kid, Tar tar, int checkLength) {
    /** Octets from CPL to TAR. */
    static final int CLEAR_LENGTH = 10;
    /** CHL without RC/CC: SPI, KIc, KID, TAR, CNTR, PCNTR. */
    static final int MIN_CHL = 13;
    /** CNTR and PCNTR. */
    static final int COUNTER_LENGTH = 6;
    /** CPL has two octets. */
    static final int MAX_CPL = 0xFFFF;

    /** @throws IllegalArgumentException where the check length does not fit SPI and KID */
    public CommandHeader {
        @Nullable String wanted = Protection.wantedCheckLength(spi.integrity(), kid, checkLength);
        if (wanted != null) {
            throw new IllegalArgumentException("RC/CC: expected " + wanted + " octets, got " + checkLength);
        }
        if (checkLength < 0 || checkLength > 0xFF - MIN_CHL) {
            throw new IllegalArgumentException("RC/CC: expected 0 to 242 octets, got " + checkLength);
        }
    }

    /** Settings with the usual length of check: 8 octets for a CC. */
    public static CommandHeader of(Spi spi, Kic kic, Kid kid, Tar tar) {
        return new CommandHeader(spi, kic, kid, tar, usualCheckLength(spi.integrity(), kid));
    }

    static int usualCheckLength(IntegrityMode mode, Kid kid) {
        return switch (mode) {
            case NONE, DS -> 0;
            case RC -> kid.coding() == 5 ? 4 : 2;
            case CC -> 8;
        };
    }

    /** CHL: octets from SPI to RC/CC. */
    public int headerLength() {
        return MIN_CHL + checkLength;
    }

    /** The security that the response to this command has. */
    public ResponseSecurity responseSecurity() {
        return ResponseSecurity.of(this);
    }

    /**
     * Octets of the whole packet, CPL included, that carries {@code dataLength} octets.
     *
     * @throws SealingException where a key is missing or does not fit
     */
    public int packetLength(int dataLength, KeySets keys) {
        Protection protection = protection(keys);
        int body = COUNTER_LENGTH + checkLength + dataLength;
        return CLEAR_LENGTH + body + protection.paddingFor(body);
    }

    /**
     * The most octets of data that a packet of at most {@code packetLength} octets, CPL included, carries; −1 where not even
     * none fit.
     *
     * @throws SealingException where a key is missing or does not fit
     */
    public int capacity(int packetLength, KeySets keys) {
        int block = protection(keys).blockLength();
        int body = Math.min(packetLength, MAX_CPL + 2) - CLEAR_LENGTH;
        return Math.max(-1, body < 0 ? -1 : body / block * block - COUNTER_LENGTH - checkLength);
    }

    /**
     * What is doubtful about these settings with these keys; AES counts where only the response uses it, too.
     *
     * @throws SealingException where a key is missing or does not fit
     */
    public Set<SecurityWarning> warnings(KeySets keys) {
        Protection protection = protection(keys);
        CipherAlgorithm cipher = protection.cipher();
        IntegrityAlgorithm integrity = protection.integrity();
        boolean aes = protection.uses(KeyType.AES) || responseUses(KeyType.AES, keys);
        Set<SecurityWarning> warnings = EnumSet.noneOf(SecurityWarning.class);
        if (aes && !spi.counter().refusesReplay()) {
            warnings.add(SecurityWarning.AES_WITHOUT_COUNTER_CHECK);
        }
        if (cipher == CipherAlgorithm.DES_ECB) {
            warnings.add(SecurityWarning.DES_ECB);
        }
        if (cipher == CipherAlgorithm.DES_CBC
                || cipher == CipherAlgorithm.DES_ECB
                || integrity == IntegrityAlgorithm.DES_CBC_MAC) {
            warnings.add(SecurityWarning.SINGLE_DES);
        }
        if (integrity == null || !integrity.keyed()) {
            warnings.add(SecurityWarning.NO_CHECKSUM);
        }
        return warnings;
    }

    /**
     * For a strict profile: refuses what the standard forbids.
     *
     * @throws SealingException naming the first such setting, or the key that is missing
     */
    public void requireStandard(KeySets keys) {
        for (SecurityWarning warning : warnings(keys)) {
            if (warning.againstStandard()) {
                throw new SealingException(
                        new SecurityFailure.Unsupported("SPI", warning.text() + " (" + warning.clause() + ")"));
            }
        }
    }

    /** Keys for the response may be missing here: that is no fault of the command. */
    private boolean responseUses(KeyType type, KeySets keys) {
        try {
            return responseSecurity().resolve(keys).uses(type);
        } catch (SecurityFailureException e) {
            return false;
        }
    }

    private Protection protection(KeySets keys) {
        try {
            return resolve(keys);
        } catch (SecurityFailureException e) {
            throw new SealingException(e.failure());
        }
    }

    Protection resolve(KeySets keys) throws SecurityFailureException {
        return Protection.resolve(spi.integrity(), spi.ciphered(), kic, kid, checkLength, keys);
    }
}
