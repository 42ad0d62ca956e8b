// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;

/**
 * A key set in clear, inside its seal.
 *
 * <pre>
 * KIC, KID, KIK, each: | type, 1 octet: 0 none, 1 DES, 2 3DES, 3 AES | length, 1 octet | key |
 * </pre>
 */
final class KeySetForm {
    private static final int MAX = 3 * (2 + 32);

    private KeySetForm() {}

    static byte[] encode(KeySet keys) {
        byte[] octets = new byte[MAX];
        int length = write(octets, 0, keys.kic());
        length = write(octets, length, keys.kid());
        length = write(octets, length, keys.kik());
        byte[] form = Arrays.copyOf(octets, length);
        Arrays.fill(octets, (byte) 0);
        return form;
    }

    private static int write(byte[] octets, int at, @Nullable Key key) {
        if (key == null) {
            return at + 2;
        }
        byte[] value = key.value().reveal();
        octets[at] = (byte) code(key.type());
        octets[at + 1] = (byte) value.length;
        System.arraycopy(value, 0, octets, at + 2, value.length);
        Arrays.fill(value, (byte) 0);
        return at + 2 + value.length;
    }

    static KeySet decode(int version, byte[] form) {
        try {
            int kid = 2 + form[1];
            int kik = kid + 2 + form[kid + 1];
            return new KeySet(version, read(form, 0), read(form, kid), read(form, kik));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new VaultException("a sealed key set has an unknown form"); // without the cause: it may know a length
        }
    }

    private static @Nullable Key read(byte[] form, int at) {
        if (form[at] == 0) {
            return null;
        }
        byte[] value = Arrays.copyOfRange(form, at + 2, at + 2 + form[at + 1]);
        try {
            return new Key(type(form[at]), SecretOctets.copyOf(value));
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    private static int code(KeyType type) {
        return switch (type) {
            case DES -> 1;
            case TRIPLE_DES -> 2;
            case AES -> 3;
        };
    }

    private static KeyType type(int code) {
        return switch (code) {
            case 1 -> KeyType.DES;
            case 2 -> KeyType.TRIPLE_DES;
            case 3 -> KeyType.AES;
            default -> throw new IllegalArgumentException("unknown type of key");
        };
    }
}
