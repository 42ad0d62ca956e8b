// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import java.util.Locale;
import java.util.Optional;

/** What a key is made for. */
public enum KeyType {
    DES("des"),
    TRIPLE_DES("3des"),
    AES("aes");

    private final String label;

    KeyType(String label) {
        this.label = label;
    }

    /** As operators write it: "des", "3des", "aes". */
    public String label() {
        return label;
    }

    /** The type written as {@code label}, in any case. */
    public static Optional<KeyType> ofLabel(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        for (KeyType type : values()) {
            if (type.label.equals(lower)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Whether a key of it may have {@code length} octets. */
    public boolean acceptsLength(int length) {
        return switch (this) {
            case DES -> length == 8;
            case TRIPLE_DES -> length == 16 || length == 24;
            case AES -> length == 16 || length == 24 || length == 32;
        };
    }

    /** The lengths in octets, as "16, 24 or 32". */
    public String lengthsText() {
        return switch (this) {
            case DES -> "8";
            case TRIPLE_DES -> "16 or 24";
            case AES -> "16, 24 or 32";
        };
    }
}
