// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;

/** Makes PUT KEY of keys of a card; they leave it ciphered alone. */
final class CardKeys {
    private final CardValues values;

    CardKeys(CardValues values) {
        this.values = values;
    }

    /**
     * PUT KEY of keys of one version, ciphered under KIK of another.
     *
     * @param under the version whose KIK ciphers
     * @param version the version under which the gateway knows the keys
     * @param replaced key version on the card that they replace, 0: none
     * @param firstIdentifier of the first key
     * @param newVersion key version on the card
     * @throws CompileException naming the column of a key that is missing
     */
    PutKey command(
            int under,
            int version,
            List<KeyRole> roles,
            int replaced,
            int firstIdentifier,
            int newVersion,
            PutKey.LengthForm form)
            throws CompileException {
        Key kik = key(under, KeyRole.KIK, "a key here or in the store, since PUT KEY ciphers under it");
        List<PutKey.Component> components = new ArrayList<>();
        for (KeyRole role : roles) {
            Key key = key(version, role, "a key here or in the store, since it is put on the card");
            if (key.type() == KeyType.DES) {
                throw new CompileException(column(role, version), null, "a key of aes or 3des, which PUT KEY takes");
            }
            components.add(PutKey.Component.under(kik, key, form));
        }
        try {
            return new PutKey(replaced, firstIdentifier, newVersion, components);
        } catch (IllegalArgumentException e) {
            throw new CompileException("put-key", null, "keys that fit one PUT KEY (" + e.getMessage() + ")");
        }
    }

    private Key key(int version, KeyRole role, String expected) throws CompileException {
        KeySet keys;
        try {
            keys = values.keys(version);
        } catch (IllegalArgumentException e) {
            throw new CompileException(column(role, version), null, expected);
        }
        return keys.key(role).orElseThrow(() -> new CompileException(column(role, version), null, expected));
    }

    private static String column(KeyRole role, int version) {
        return role.name().toLowerCase(Locale.ROOT) + version;
    }
}
