// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.List;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/**
 * PUT KEY of several keys of one version (Card Specification clause 11.8).
 *
 * <pre>
 * CLA 80 | INS D8 | P1 version replaced, 00 none | P2 80 + identifier of the first | Lc | new version, components | Le 00
 * </pre>
 *
 * @param replaced key version number that the keys replace, 0 for a new version, 0…127
 * @param firstIdentifier key identifier of the first key, 1…127
 * @param newVersion key version number of the new keys, 1…127
 * @param components the keys, ciphered, in the order of their identifiers
 */
public record PutKey(int replaced, int firstIdentifier, int newVersion, List<Component> components) {
    public PutKey {
        within("version replaced", replaced, 0);
        within("key identifier", firstIdentifier, 1);
        within("new key version", newVersion, 1);
        if (components.isEmpty()) {
            throw new IllegalArgumentException("expected at least one key");
        }
        components = List.copyOf(components);
    }

    private static void within(String field, int value, int min) {
        if (value < min || value > 0x7F) {
            throw new IllegalArgumentException(field + ": expected " + min + " to 127, got " + value);
        }
    }

    /** The command in clear. */
    public CommandApdu command() {
        Octets data = Octets.of(newVersion);
        for (Component component : components) {
            data = Octets.concat(data, component.encode());
        }
        int several = components.size() > 1 ? 0x80 : 0;
        return new CommandApdu(0x80, 0xD8, replaced, several | firstIdentifier, data, 256);
    }

    /** How the length of an AES key is told where it is whole blocks; cards differ. */
    public enum LengthForm {
        /** {@code 88 10 …}: the ciphered octets alone (Card Specification table 11-71). */
        BARE,
        /** {@code 88 11 10 …}: the key's own length before them (table 11-70). */
        COUNTED
    }

    /**
     * A key in the command.
     *
     * <pre>
     * | type 80 DES, 88 AES | length | [key length] | ciphered key | 03 | check value |
     * </pre>
     *
     * @param type DES is not put alone, but as two or three keys of triple DES
     * @param keyLength octets of the key in clear
     * @param ciphered whole blocks
     * @param checkValue 3 octets, of the key in clear
     * @param form an AES key that is not whole blocks is always counted
     */
    public record Component(KeyType type, int keyLength, Octets ciphered, Octets checkValue, LengthForm form) {
        private static final int DES = 0x80;
        private static final int AES = 0x88;

        public Component {
            if (checkValue.length() != 3) {
                throw new IllegalArgumentException("check value: expected 3 octets, got " + checkValue.length());
            }
            if (ciphered.length() < keyLength || ciphered.length() > 64) {
                throw new IllegalArgumentException(
                        "ciphered key: expected " + keyLength + " to 64 octets, got " + ciphered.length());
            }
        }

        /** The key ciphered under the data encryption key of {@code channel}. */
        public static Component in(SecureChannel channel, Key key, LengthForm form) {
            return new Component(key.type(), key.length(), channel.encryptKey(key), key.checkValue(), form);
        }

        Octets encode() {
            boolean counted = ciphered.length() != keyLength || (type == KeyType.AES && form == LengthForm.COUNTED);
            return Octets.concat(
                    Octets.of(type == KeyType.AES ? AES : DES, ciphered.length() + (counted ? 1 : 0)),
                    counted ? Octets.of(keyLength) : Octets.EMPTY,
                    ciphered,
                    Octets.of(checkValue.length()),
                    checkValue);
        }
    }
}
