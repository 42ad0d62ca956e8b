// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyType;

/**
 * What a row says of one key version. What its keys are for may be left to the profile.
 *
 * @param securityDomain the name of a security domain, empty for the issuer's
 * @param version 1 to 15
 * @param algorithm null: the profile says it
 * @param kic null where the row has none
 * @param kid null where the row has none
 * @param kik null where the row has none
 * @param counter the last value used by any system; null where the row does not say it
 */
public record RowKeys(
        String securityDomain,
        int version,
        @Nullable KeyType algorithm,
        @Nullable SecretOctets kic,
        @Nullable SecretOctets kid,
        @Nullable SecretOctets kik,
        @Nullable Counter counter) {
    /** Whether it has a key at all. */
    public boolean anyKey() {
        return kic != null || kid != null || kik != null;
    }

    /** The column of one part, as "kic1" or "bank.kic1". */
    public String column(String part) {
        return column(securityDomain, version, part);
    }

    static String column(String securityDomain, int version, String part) {
        return (securityDomain.isEmpty() ? "" : securityDomain + ".") + part + version;
    }
}
