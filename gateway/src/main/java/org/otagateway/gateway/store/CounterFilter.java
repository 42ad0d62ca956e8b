// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import org.jspecify.annotations.Nullable;

/**
 * Which counters are meant.
 *
 * @param profile of their cards; null: any
 * @param cardId the row of one card; null: all cards
 */
public record CounterFilter(
        @Nullable String profile, @Nullable Long cardId) {
    /** Every counter. */
    public static final CounterFilter ALL = new CounterFilter(null, null);
}
