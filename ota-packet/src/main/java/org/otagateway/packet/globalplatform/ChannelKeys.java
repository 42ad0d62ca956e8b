// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/**
 * The static keys of one key version of a security domain for a secure channel.
 *
 * @param enc Key-ENC
 * @param mac Key-MAC
 * @param dek Key-DEK, which ciphers keys
 */
public record ChannelKeys(Key enc, Key mac, Key dek) {
    /** @throws IllegalArgumentException where the keys are not of one type and length */
    public ChannelKeys {
        for (Key key : new Key[] {mac, dek}) {
            if (key.type() != enc.type() || key.length() != enc.length()) {
                throw new IllegalArgumentException("expected three keys of one type and length, got "
                        + enc.type().label() + " of " + enc.length() + " octets and "
                        + key.type().label() + " of " + key.length());
            }
        }
    }

    void require(KeyType type, String channel) {
        if (enc.type() != type || (type == KeyType.TRIPLE_DES && enc.length() != 16)) {
            throw new IllegalArgumentException(channel + ": expected "
                    + (type == KeyType.TRIPLE_DES ? "two-key 3des" : type.label()) + " keys, got "
                    + enc.type().label() + " of " + enc.length() + " octets");
        }
    }
}
