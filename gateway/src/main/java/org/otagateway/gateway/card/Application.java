// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.Optional;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.CounterMode;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ProofOfReceipt;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/**
 * An application of a card, and how packets to it are secured (TS 102 225 clause 5.1). No key is in it.
 *
 * @param name as jobs name it
 * @param tar where it is addressed
 * @param spi how commands and responses are secured
 * @param keyVersion the key set number in KIc and KID, 1 to 15
 * @param kicCoding what KIc says of the algorithm
 * @param kidCoding what KID says of it
 * @param checkLength octets of a cryptographic checksum, 4 or 8; AES alone has the choice
 * @param format how its commands are written
 * @param securityDomain whose keys they are; empty for the issuer's
 * @param refresh the command after which the terminal reads changed files again, where these cards have one
 */
public record Application(
        String name,
        Tar tar,
        Spi spi,
        int keyVersion,
        KicCoding kicCoding,
        KidCoding kidCoding,
        int checkLength,
        ScriptFormat format,
        String securityDomain,
        Optional<CommandApdu> refresh) {
    /** An application whose cards have no command for a refresh. */
    public Application(
            String name,
            Tar tar,
            Spi spi,
            int keyVersion,
            KicCoding kicCoding,
            KidCoding kidCoding,
            int checkLength,
            ScriptFormat format,
            String securityDomain) {
        this(name, tar, spi, keyVersion, kicCoding, kidCoding, checkLength, format, securityDomain, Optional.empty());
    }

    private static final Tar SIM_FILES = Tar.hex("B00010");

    /** @throws IllegalArgumentException where the parts do not go together; the message names the part */
    public Application {
        if (keyVersion < 1 || keyVersion > 15) {
            throw new IllegalArgumentException("key-version: expected 1 to 15, got " + keyVersion);
        }
        if (checkLength != 4 && checkLength != 8) {
            throw new IllegalArgumentException("check-length: expected 4 or 8, got " + checkLength);
        }
        if (spi.integrity() == IntegrityMode.DS || spi.responseIntegrity() == IntegrityMode.DS) {
            throw new IllegalArgumentException("spi: expected no digital signature, got " + spi);
        }
        boolean redundancy = spi.integrity() == IntegrityMode.RC || spi.responseIntegrity() == IntegrityMode.RC;
        boolean crc = kidCoding == KidCoding.CRC_16 || kidCoding == KidCoding.CRC_32;
        if (redundancy != crc && !(redundancy && kidCoding == KidCoding.IMPLICIT)) {
            throw new IllegalArgumentException(
                    redundancy
                            ? "kid: expected crc-16, crc-32 or implicit, since the SPI asks for a redundancy check"
                            : "kid: expected of-key or implicit, since the SPI asks for no redundancy check");
        }
    }

    /** The same with its proof of receipt on another way. */
    public Application withResponseChannel(ResponseChannel channel) {
        Spi changed = new Spi(
                spi.integrity(),
                spi.ciphered(),
                spi.counter(),
                spi.proofOfReceipt(),
                spi.responseIntegrity(),
                spi.responseCiphered(),
                channel);
        return new Application(
                name, tar, changed, keyVersion, kicCoding, kidCoding, checkLength, format, securityDomain, refresh);
    }

    /** Whether a job may send several packets, each after the proof of the one before. */
    public boolean carriesPlans() {
        return refusesReplay() && spi.proofOfReceipt() == ProofOfReceipt.ALWAYS;
    }

    /** The same with the keys of another version. */
    public Application withKeyVersion(int version) {
        return version == keyVersion
                ? this
                : new Application(
                        name, tar, spi, version, kicCoding, kidCoding, checkLength, format, securityDomain, refresh);
    }

    /** Whether a card takes one packet of it at most once. */
    public boolean refusesReplay() {
        CounterMode counter = spi.counter();
        return counter.refusesReplay();
    }

    /** The commands of its file system: B00010 is that of a SIM (TS 101 220 annex D), others are those of a UICC. */
    public FileCommand files() {
        return tar.equals(SIM_FILES) ? FileCommand.SIM : FileCommand.UICC;
    }

    /** Whether a packet or its response needs the key of {@code role}. */
    public boolean needs(KeyRole role) {
        return switch (role) {
            case KIC -> spi.ciphered() || spi.responseCiphered();
            case KID -> spi.integrity() == IntegrityMode.CC || spi.responseIntegrity() == IntegrityMode.CC;
            case KIK -> false;
        };
    }

    /**
     * The header of its packets to a card with these keys.
     *
     * @throws IllegalArgumentException where the check length does not fit the key
     */
    public CommandHeader header(KeySet keys) {
        return new CommandHeader(spi, kic(keys), kid(keys), tar, checkLength(keys));
    }

    private Kic kic(KeySet keys) {
        Key key = keys.kic();
        return switch (kicCoding) {
            case OF_KEY -> key == null ? Kic.implicit(keyVersion) : Kic.of(keyVersion, key.impliedCipher());
            case IMPLICIT -> Kic.implicit(keyVersion);
            case DES_ECB -> Kic.of(keyVersion, CipherAlgorithm.DES_ECB);
        };
    }

    private Kid kid(KeySet keys) {
        Key key = keys.kid();
        return switch (kidCoding) {
            case OF_KEY ->
                key == null ? Kid.implicit(keyVersion) : Kid.of(keyVersion, key.impliedIntegrity(checkLength));
            case IMPLICIT -> Kid.implicit(keyVersion);
            case CRC_16 -> Kid.of(keyVersion, IntegrityAlgorithm.CRC_16);
            case CRC_32 -> Kid.of(keyVersion, IntegrityAlgorithm.CRC_32);
        };
    }

    private int checkLength(KeySet keys) {
        return switch (spi.integrity()) {
            case NONE, DS -> 0;
            case RC -> kidCoding == KidCoding.CRC_32 ? 4 : 2;
            case CC -> {
                Key key = keys.kid();
                yield key == null
                        ? checkLength
                        : key.impliedIntegrity(checkLength).checkLength();
            }
        };
    }
}
