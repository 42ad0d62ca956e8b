// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;

/** The two keys of an object, {@code kic_key} and {@code kid_key}, as the key sets that its KIc and KID name. */
final class VectorKeys {
    private VectorKeys() {}

    /** The keys for a packet that is ciphered or not, with the given integrity; a key that is not used is not looked at. */
    static KeySets of(Fields fields, boolean ciphered, Kic kic, IntegrityMode integrity, Kid kid) throws BadVector {
        Key kicKey = ciphered ? key(fields, "kic_key", kic.coding(), kid.coding()) : null;
        Key kidKey = integrity == IntegrityMode.CC ? key(fields, "kid_key", kid.coding(), kic.coding()) : null;
        if (kic.keyVersion() == kid.keyVersion()) {
            return KeySets.of(KeySet.of(kic.keyVersion(), kicKey, kidKey));
        }
        return KeySets.of(KeySet.of(kic.keyVersion(), kicKey, null), KeySet.of(kid.keyVersion(), null, kidKey));
    }

    private static Key key(Fields fields, String field, int coding, int otherCoding) throws BadVector {
        SecretOctets secret = fields.key(field).orElse(null);
        if (secret == null) {
            throw new BadVector(field, "a key, since the SPI asks for it", "none");
        }
        @Nullable KeyType type = type(coding).orElse(null);
        if (type == null) {
            // implicit: the format does not say what the key is for, so the other key and then the length decide
            type = Stream.concat(type(otherCoding).stream(), Stream.of(KeyType.DES, KeyType.AES, KeyType.TRIPLE_DES))
                    .filter(candidate -> candidate.acceptsLength(secret.length()))
                    .findFirst()
                    .orElse(KeyType.AES);
        }
        if (!type.acceptsLength(secret.length())) {
            throw new BadVector(
                    field,
                    "a " + type.label() + " key of " + type.lengthsText() + " octets",
                    secret.length() + " octets");
        }
        return new Key(type, secret);
    }

    /** What the low nibble of KIc or KID says; 0 leaves it to the key. */
    private static Optional<KeyType> type(int coding) {
        return switch (coding) {
            case 1, 0xD -> Optional.of(KeyType.DES);
            case 5, 9 -> Optional.of(KeyType.TRIPLE_DES);
            case 2 -> Optional.of(KeyType.AES);
            default -> Optional.empty();
        };
    }
}
