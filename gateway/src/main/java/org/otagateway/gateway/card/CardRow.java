// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;

/**
 * A row of a card file, good in itself: whether its profile exists and its keys fit is still to see.
 *
 * @param line its line in the file, from 1
 * @param iccid 18 to 20 digits
 * @param msisdn in international form, digits alone
 * @param imsi 6 to 15 digits, null where there is none
 * @param eid 32 digits, null where there is none
 * @param profile the name of a profile, null where the row does not say it
 * @param keys what it says of key versions
 * @param secrets PINs and ADM codes by their columns
 * @param values all other columns that are not empty, by their names in lower case
 */
public record CardRow(
        long line,
        String iccid,
        String msisdn,
        @Nullable String imsi,
        @Nullable String eid,
        @Nullable String profile,
        List<RowKeys> keys,
        Map<String, SecretOctets> secrets,
        Map<String, String> values)
        implements CardRows.RowResult {
    public CardRow {
        keys = List.copyOf(keys);
        secrets = Map.copyOf(secrets);
        values = Map.copyOf(values);
    }

    /** Without the values, which may be anything. */
    @Override
    public String toString() {
        return "CardRow[line " + line + ", " + iccid + "]";
    }
}
