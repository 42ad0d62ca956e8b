// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.card.CardFilter.Iccids;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.outcome.Outcome;

/** A {@link CardFilter} as conditions on the table card c, and on no other table by that name. */
final class CardSelect {
    private final StringBuilder conditions = new StringBuilder();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    /** @param removed whether cards that were removed are meant, too, where the filter does not say which */
    CardSelect(CardFilter filter, boolean removed) {
        if (filter.profile() != null) {
            and("c.profile = ?", filter.profile());
        }
        Iccids iccid = filter.iccid();
        if (iccid != null) {
            and("substr(c.iccid, 1, ?) >= ?", iccid.from().length(), iccid.from());
            and("substr(c.iccid, 1, ?) <= ?", iccid.to().length(), iccid.to());
        }
        String msisdn = filter.msisdn();
        if (msisdn != null) {
            and("substr(c.msisdn, 1, ?) = ?", msisdn.length(), msisdn);
        }
        Standing standing = filter.standing();
        if (standing != null) {
            and("c.standing = ?", standing.code());
        } else if (!removed) {
            and("c.standing <> ?", Standing.REMOVED.code());
        }
        if (filter.neverReached()) {
            and(
                    "NOT EXISTS (SELECT 1 FROM counter_domain k WHERE k.card_id = c.id AND k.placed_by = ?)",
                    PlacedBy.PROOF_OF_RECEIPT.code());
            and(
                    "NOT EXISTS (SELECT 1 FROM delivery n WHERE n.card_id = c.id AND n.outcome IN (?, ?, ?, ?))",
                    Outcome.CONFIRMED.code(),
                    Outcome.FAILED.code(),
                    Outcome.REFUSED.code(),
                    Outcome.ACCEPTED.code());
        }
    }

    private void and(String condition, @Nullable Object... values) {
        conditions.append(" AND ").append(condition);
        parameters.addAll(List.of(values));
    }

    /** Each begins with AND. */
    String conditions() {
        return conditions.toString();
    }

    /** Those of a statement whose other parameters stand before and behind the conditions. */
    @Nullable
    Object[] parameters(List<? extends Object> before, Object... behind) {
        List<@Nullable Object> all = new ArrayList<>(before);
        all.addAll(parameters);
        all.addAll(List.of(behind));
        return all.toArray();
    }
}
