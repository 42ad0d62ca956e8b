// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
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
public record PutKey(int replaced, int firstIdentifier, int newVersion, List<Component> components)
        implements RamCommand {
    static final int INS = 0xD8;
    private static final int SEVERAL = 0x80;

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

    @Override
    public CommandApdu command() {
        Octets data = Octets.of(newVersion);
        for (Component component : components) {
            data = Octets.concat(data, component.encode());
        }
        int several = components.size() > 1 ? SEVERAL : 0;
        return new CommandApdu(0x80, INS, replaced, several | firstIdentifier, data, 256);
    }

    /**
     * Reads the command that {@link #command()} makes, whichever form the lengths have.
     *
     * @throws IllegalArgumentException where it is no PUT KEY by its instruction
     */
    public static Decoded<PutKey> decode(CommandApdu command) {
        if (command.ins() != INS) {
            throw new IllegalArgumentException("expected PUT KEY, INS d8");
        }
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(command.data(), "GPC 11.8");
            if (command.p1() > 0x7F) {
                throw in.fail("P1", 0, "the last command, 00 to 7f", OctetReader.hex8(command.p1()));
            }
            int first = command.p2() & 0x7F;
            int version = in.u8("new key version");
            if (first == 0 || version == 0 || version > 0x7F) {
                throw in.fail("key identifier and new key version", 0, "01 to 7f each", first + " and " + version);
            }
            List<Component> components = new ArrayList<>();
            do {
                components.add(Component.read(in));
            } while (!in.atEnd());
            if ((components.size() > 1) != ((command.p2() & SEVERAL) != 0)) {
                throw in.fail("P2", 0, "b8 set for several keys alone", components.size() + " keys");
            }
            return new PutKey(command.p1(), first, version, components);
        });
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
     * @param form a key that is not whole blocks is always counted, another of triple DES never
     */
    public record Component(KeyType type, int keyLength, Octets ciphered, Octets checkValue, LengthForm form) {
        private static final int DES = 0x80;
        private static final int AES = 0x88;
        private static final int MAX_CIPHERED = 64;

        public Component {
            if (checkValue.length() != 3) {
                throw new IllegalArgumentException("check value: expected 3 octets, got " + checkValue.length());
            }
            if (type == KeyType.DES || !type.acceptsLength(keyLength)) {
                throw new IllegalArgumentException("a " + type.label() + " key of " + keyLength + " octets is not put");
            }
            if (ciphered.length() < keyLength || ciphered.length() > MAX_CIPHERED) {
                throw new IllegalArgumentException("ciphered key: expected " + keyLength + " to " + MAX_CIPHERED
                        + " octets, got " + ciphered.length());
            }
            boolean padded = ciphered.length() != keyLength;
            form = padded ? LengthForm.COUNTED : type == KeyType.AES ? form : LengthForm.BARE;
        }

        /** The key ciphered under the data encryption key of {@code channel}. */
        public static Component in(SecureChannel channel, Key key, LengthForm form) {
            return new Component(key.type(), key.length(), channel.encryptKey(key), key.checkValue(), form);
        }

        /** The key ciphered under KIK, as it goes over SCP80. */
        public static Component under(Key kik, Key key, LengthForm form) {
            return new Component(key.type(), key.length(), KeyCiphering.encrypt(kik, key), key.checkValue(), form);
        }

        /**
         * The key in clear.
         *
         * @throws ChannelException where the check value says that it was ciphered under another key
         */
        public Key decipher(Key kik) throws ChannelException {
            Key key = new Key(type, KeyCiphering.decrypt(kik, keyLength, ciphered));
            if (!Ciphers.matches(key.checkValue(), checkValue)) {
                throw new ChannelException("the key check value does not match");
            }
            return key;
        }

        static Component read(OctetReader in) throws MalformedException {
            int at = in.offset();
            int code = in.u8("key type");
            if (code != DES && code != AES) {
                throw in.fail("key type", at, "80 or 88", OctetReader.hex8(code));
            }
            KeyType type = code == AES ? KeyType.AES : KeyType.TRIPLE_DES;
            int lengthAt = in.offset();
            int length = in.u8("key data length");
            // a ciphered key is whole blocks of 8 or 16 octets, so an odd length counts one octet more
            boolean counted = length % 8 == 1;
            int keyLength = counted ? in.u8("key length") : length;
            int ciphered = counted ? length - 1 : length;
            if (!type.acceptsLength(keyLength) || ciphered < keyLength || ciphered > MAX_CIPHERED) {
                throw in.fail(
                        "key data length",
                        lengthAt,
                        "a ciphered " + type.label() + " key of " + type.lengthsText() + " octets",
                        length + " octets");
            }
            Octets blocks = in.octets("ciphered key", ciphered);
            int checkAt = in.offset();
            if (in.u8("check value length") != 3) {
                throw in.fail("check value length", checkAt, "3", "another");
            }
            return new Component(
                    type,
                    keyLength,
                    blocks,
                    in.octets("check value", 3),
                    counted ? LengthForm.COUNTED : LengthForm.BARE);
        }

        /** The key data field: the key's own length where it is counted, then the ciphered key. */
        public Octets keyData() {
            return Octets.concat(form == LengthForm.COUNTED ? Octets.of(keyLength) : Octets.EMPTY, ciphered);
        }

        Octets encode() {
            return Octets.concat(
                    Octets.of(type == KeyType.AES ? AES : DES),
                    Tlv.lengthAndValue(keyData()),
                    Octets.of(checkValue.length()),
                    checkValue);
        }
    }
}
