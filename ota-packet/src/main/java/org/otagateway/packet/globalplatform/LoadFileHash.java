// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/**
 * The hash of a load file data block: of the components alone, without tag and length (Card Specification clause C.2). Its
 * length tells the card which it is.
 */
public enum LoadFileHash {
    SHA_1,
    SHA_256,
    SHA_384,
    SHA_512;

    /** As operators write it: "sha-256". */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The hash written as {@code label}. */
    public static Optional<LoadFileHash> ofLabel(String label) {
        for (LoadFileHash hash : values()) {
            if (hash.label().equals(label)) {
                return Optional.of(hash);
            }
        }
        return Optional.empty();
    }

    /** The hash with results of {@code length} octets. */
    public static Optional<LoadFileHash> ofLength(int length) {
        return switch (length) {
            case 20 -> Optional.of(SHA_1);
            case 32 -> Optional.of(SHA_256);
            case 48 -> Optional.of(SHA_384);
            case 64 -> Optional.of(SHA_512);
            default -> Optional.empty();
        };
    }

    /** Hashes the components of a CAP file. */
    public Octets of(Octets code) {
        try {
            return Octets.copyOf(
                    MessageDigest.getInstance(name().replace('_', '-')).digest(code.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + label(), e);
        }
    }
}
