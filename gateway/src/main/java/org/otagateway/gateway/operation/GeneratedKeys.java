// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;

/** Keys that the gateway draws by itself. */
public enum GeneratedKeys {
    AES_128("aes-128", KeyType.AES, 16),
    AES_192("aes-192", KeyType.AES, 24),
    AES_256("aes-256", KeyType.AES, 32),
    /** Two keys of eight octets. */
    TRIPLE_DES("3des", KeyType.TRIPLE_DES, 16),
    TRIPLE_DES_3_KEYS("3des-3-keys", KeyType.TRIPLE_DES, 24);

    private final String label;
    private final KeyType type;
    private final int length;

    GeneratedKeys(String label, KeyType type, int length) {
        this.label = label;
        this.type = type;
        this.length = length;
    }

    /** The word in a job. */
    public String label() {
        return label;
    }

    /** @throws IllegalArgumentException where it is none of the words */
    static GeneratedKeys ofLabel(String label) {
        for (GeneratedKeys kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("generate: expected " + String.join(" or ", labels()) + ", got " + label);
    }

    private static String[] labels() {
        return Arrays.stream(values()).map(GeneratedKeys::label).toArray(String[]::new);
    }

    /**
     * Draws KIC, KID and KIK.
     *
     * @param random fit for keys: unpredictable
     */
    public KeySet draw(int version, RandomGenerator random) {
        return new KeySet(version, draw(random), draw(random), draw(random));
    }

    private Key draw(RandomGenerator random) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        try {
            return new Key(type, SecretOctets.copyOf(octets));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
