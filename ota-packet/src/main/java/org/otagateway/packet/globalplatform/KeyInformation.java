// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeyType;

/**
 * Which keys a security domain has: the answer to GET DATA 00E0 (Card Specification clause 11.3.3.1.1).
 *
 * <pre>
 * E0 | C0 04 identifier 1, version 1, type 1, length 1 | C0 …
 * </pre>
 *
 * @param identifier 1…127; over SCP80 1 is KIc, 2 KID, 3 KIK
 * @param version 1…127, FF for keys of the maker
 * @param type 80 DES in any length, 88 AES, others as the card says
 * @param length octets of the key
 */
public record KeyInformation(int identifier, int version, int type, int length) {
    /** GET DATA of this object. */
    public static final GetData COMMAND = new GetData(0x00E0);

    private static final String CLAUSE = "GPC 11.3.3.1.1";
    private static final int TEMPLATE = 0xE0;
    private static final int KEY = 0xC0;
    private static final int DES = 0x80;
    private static final int AES = 0x88;

    /** @throws IllegalArgumentException where a field is no octet */
    public KeyInformation {
        if (((identifier | version | type | length) & ~0xFF) != 0) {
            throw new IllegalArgumentException("key information: expected octets");
        }
    }

    /** A key of this library. */
    public static KeyInformation of(int identifier, int version, KeyType type, int length) {
        return new KeyInformation(identifier, version, type == KeyType.AES ? AES : DES, length);
    }

    /** The whole object E0. */
    public static Octets encodeAll(List<KeyInformation> keys) {
        return Tlv.encode(
                TEMPLATE,
                Octets.concat(keys.stream()
                        .map(key -> Tlv.encode(KEY, Octets.of(key.identifier, key.version, key.type, key.length)))
                        .toArray(Octets[]::new)));
    }

    /** Reads the object E0. Of a key with several components the first one is told. */
    public static Decoded<List<KeyInformation>> decodeAll(Octets data) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(data, CLAUSE);
            Tlv template = Tlv.read(in, "key information");
            in.end("key information");
            if (template.tag() != TEMPLATE) {
                throw in.fail("key information tag", 0, "e0", template.tagText());
            }
            OctetReader keys = new OctetReader(template.value(), CLAUSE);
            List<KeyInformation> all = new ArrayList<>();
            while (!keys.atEnd()) {
                all.add(read(keys));
            }
            return all;
        });
    }

    private static KeyInformation read(OctetReader in) throws MalformedException {
        int at = in.offset();
        Tlv key = Tlv.read(in, "key");
        if (key.tag() != KEY || key.value().length() < 4) {
            throw in.fail("key", at, "c0 and at least 4 octets", key.tagText() + " " + key.value());
        }
        Octets value = key.value();
        return new KeyInformation(value.get(0), value.get(1), value.get(2), value.get(3));
    }
}
