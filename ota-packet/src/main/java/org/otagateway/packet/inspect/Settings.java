// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.Optional;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;

/** The security that a packet has, without keys. */
record Settings(IntegrityMode mode, boolean ciphered, Kic kic, Kid kid) {
    /** The algorithm that KIc names; none where it is unknown, or implicit and there is no key. */
    static Optional<CipherAlgorithm> cipher(Kic kic, Key key) {
        if (kic.coding() == 0) {
            return Optional.of(key.impliedCipher());
        }
        for (CipherAlgorithm algorithm : CipherAlgorithm.values()) {
            if (algorithm.coding() == kic.coding()) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The algorithm of a CC that KID names, for a check of {@code length} octets. */
    static Optional<IntegrityAlgorithm> checksum(Kid kid, int length, Key key) {
        if (kid.coding() == 0) {
            return Optional.of(key.impliedIntegrity(length));
        }
        for (IntegrityAlgorithm algorithm : IntegrityAlgorithm.values()) {
            boolean right = algorithm.coding() != 2 || algorithm.checkLength() == (length == 4 ? 4 : 8);
            if (algorithm.keyed() && algorithm.coding() == kid.coding() && right) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The algorithm of an RC that KID names, for a check of {@code length} octets. */
    static Optional<IntegrityAlgorithm> redundancyCheck(Kid kid, int length) {
        return switch (kid.coding()) {
            case 0 -> Optional.of(length == 4 ? IntegrityAlgorithm.CRC_32 : IntegrityAlgorithm.CRC_16);
            case 1 -> Optional.of(IntegrityAlgorithm.CRC_16);
            case 5 -> Optional.of(IntegrityAlgorithm.CRC_32);
            default -> Optional.empty();
        };
    }
}
