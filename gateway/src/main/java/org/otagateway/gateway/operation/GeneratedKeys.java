// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.Arrays;
import org.otagateway.packet.keys.KeyType;

/** Keys that the gateway draws by itself: KIC, KID and KIK of one kind. */
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

    /** What each key is made for. */
    public KeyType type() {
        return type;
    }

    /** Octets of each key. */
    public int length() {
        return length;
    }
}
