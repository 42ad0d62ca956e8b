// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A card of the store.
 *
 * @param id its row
 * @param iccid 18 to 20 digits
 * @param msisdn the number in international form, digits alone
 * @param imsi 6 to 15 digits, null where it is not known
 * @param eid 32 digits, null where it is not known
 * @param profile the name of its {@link CardProfile}
 * @param created when it came into the store
 * @param standing whether it gets anything
 */
public record Card(
        long id,
        String iccid,
        String msisdn,
        @Nullable String imsi,
        @Nullable String eid,
        String profile,
        Instant created,
        Standing standing) {
    /** A card that is active. */
    public Card(
            long id,
            String iccid,
            String msisdn,
            @Nullable String imsi,
            @Nullable String eid,
            String profile,
            Instant created) {
        this(id, iccid, msisdn, imsi, eid, profile, created, Standing.ACTIVE);
    }
}
