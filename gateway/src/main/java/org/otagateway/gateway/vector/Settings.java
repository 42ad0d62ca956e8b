// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ResponseSecurity;
import org.otagateway.packet.secured.SealingException;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** The security settings of an object: {@code spi}, {@code kic}, {@code kid}, {@code tar}, {@code cc_length}. */
final class Settings {
    private Settings() {}

    static Spi spi(Fields fields) throws BadVector {
        Octets octets = fields.octets("spi", 2);
        return value(Spi.decode(octets), "spi");
    }

    static Kic kic(Fields fields) throws BadVector {
        return new Kic(fields.octets("kic", 1).get(0));
    }

    static Kid kid(Fields fields) throws BadVector {
        return new Kid(fields.octets("kid", 1).get(0));
    }

    static Tar tar(Fields fields) throws BadVector {
        return Tar.hex(fields.octets("tar", 3).toHex());
    }

    static Counter counter(Fields fields) throws BadVector {
        return new Counter(Long.parseLong(fields.octets("cntr", 5).toHex(), 16));
    }

    /** The header of the command; the length of the check is the usual one where {@code cc_length} is missing. */
    static CommandHeader command(Fields fields) throws BadVector {
        Spi spi = spi(fields);
        Kic kic = kic(fields);
        Kid kid = kid(fields);
        Tar tar = tar(fields);
        if (!fields.has("cc_length")) {
            return CommandHeader.of(spi, kic, kid, tar);
        }
        int length = fields.number("cc_length");
        try {
            return new CommandHeader(spi, kic, kid, tar, length);
        } catch (IllegalArgumentException e) {
            throw new BadVector("cc_length", "a length that SPI and KID allow", length + " (" + e.getMessage() + ")");
        }
    }

    static KeySets commandKeys(Fields fields, CommandHeader header) throws BadVector {
        return VectorKeys.of(
                fields, header.spi().ciphered(), header.kic(), header.spi().integrity(), header.kid());
    }

    static KeySets responseKeys(Fields fields, ResponseSecurity security) throws BadVector {
        return VectorKeys.of(fields, security.ciphered(), security.kic(), security.integrity(), security.kid());
    }

    /**
     * AES asks for counter setting 10 or 11 (TS 102 225 clause 5.1.2), whether the command uses it or the response.
     */
    static boolean aesCounterRuleKept(CommandHeader header) {
        Spi spi = header.spi();
        boolean ciphers = spi.ciphered() || spi.responseCiphered();
        boolean checks = spi.integrity() == IntegrityMode.CC || spi.responseIntegrity() == IntegrityMode.CC;
        boolean aes = (ciphers && header.kic().coding() == CipherAlgorithm.AES_CBC.coding())
                || (checks && header.kid().coding() == IntegrityAlgorithm.AES_CMAC_64.coding());
        return !aes || spi.counter().refusesReplay();
    }

    /** The decoded value, or why the field has none. */
    static <T> T value(Decoded<T> decoded, String field) throws BadVector {
        Malformed bad = decoded.failure().orElse(null);
        if (bad != null) {
            throw new BadVector(
                    field,
                    bad.field() + " " + bad.expected(),
                    bad.actual() + " (" + bad.clause() + ", offset " + bad.offset() + ")");
        }
        return decoded.success().orElseThrow();
    }

    static BadVector sealing(SealingException e) {
        return new BadVector("command_packet", "settings and keys that fit", String.valueOf(e.getMessage()));
    }
}
