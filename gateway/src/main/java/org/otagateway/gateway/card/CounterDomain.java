// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Resync.Leaps;
import org.otagateway.packet.keys.Counter;

/**
 * What is known of one counter of a card: its domain in the words of design rule 1.
 *
 * @param id its row
 * @param cardId the card's row
 * @param securityDomain the name of a security domain, empty for the issuer's
 * @param keyVersion 0 to 15
 * @param tar six hexadecimal digits where the card counts for each TAR; empty for the source of the whole key version
 * @param spent the highest value ever spent; 0 where none was
 * @param placed the value at which the card's counter was last known to stand; null where it never was
 * @param placedBy on whose word
 * @param behind the card's counter may be ahead of ours: the next packet leaps
 * @param resolved the highest value that is resolved under counter setting 11
 * @param leaps to where the card may be
 */
public record CounterDomain(
        long id,
        long cardId,
        String securityDomain,
        int keyVersion,
        String tar,
        Counter spent,
        @Nullable Counter placed,
        PlacedBy placedBy,
        boolean behind,
        Counter resolved,
        Leaps leaps) {
    /** Fewer values left than this, one in a hundred, is near the end. */
    public static final long NEAR_END = Counter.MAX.value() / 100;

    /** The most that may be asked for as a margin: half of all values. */
    public static final long MOST_MARGIN = 1L << 39;

    /** @throws IllegalArgumentException where placed and placedBy do not agree */
    public CounterDomain {
        if ((placed == null) != (placedBy == PlacedBy.NONE)) {
            throw new IllegalArgumentException("placed by " + placedBy + " without a value, or a value by nobody");
        }
    }

    /** Values that can be spent still; the last of all would block the key set. */
    public long left() {
        return Math.max(Counter.MAX.value() - 1 - spent.value(), 0);
    }

    /** The domain of a card of which nothing is known. */
    public static CounterDomain untouched(long id, long cardId, String securityDomain, int keyVersion, String tar) {
        return new CounterDomain(
                id,
                cardId,
                securityDomain,
                keyVersion,
                tar,
                Counter.ZERO,
                null,
                PlacedBy.NONE,
                false,
                Counter.ZERO,
                Leaps.NONE);
    }

    /** The same after {@code value} was spent, a higher one than before. */
    public CounterDomain spend(Counter value) {
        if (value.compareTo(spent) <= 0) {
            throw new IllegalArgumentException("expected a counter above " + spent + ", got " + value);
        }
        return new CounterDomain(
                id, cardId, securityDomain, keyVersion, tar, value, placed, placedBy, behind, resolved, leaps);
    }

    /** The same after {@code value} was spent by a leap to where the card may be. */
    public CounterDomain leap(Counter value) {
        if (value.compareTo(spent) <= 0) {
            throw new IllegalArgumentException("expected a counter above " + spent + ", got " + value);
        }
        return new CounterDomain(
                id,
                cardId,
                securityDomain,
                keyVersion,
                tar,
                value,
                placed,
                placedBy,
                false,
                resolved,
                leaps.more(value.value() - spent.value() - 1));
    }

    /**
     * The same after the card's counter was seen at {@code value}; a lower value than the known one changes nothing,
     * since a card's counter only rises.
     */
    public CounterDomain place(Counter value, PlacedBy by) {
        if (placed != null && value.compareTo(placed) < 0) {
            return this;
        }
        return new CounterDomain(
                id, cardId, securityDomain, keyVersion, tar, spent, value, by, false, resolved, leaps.placed());
    }

    /**
     * The same after the operator said that {@code value} is the last one used by any system. Of two values the larger
     * counts: an older word than what was spent here says nothing of the card.
     */
    public CounterDomain told(Counter value) {
        if (value.compareTo(spent) < 0 || (placed != null && value.compareTo(placed) <= 0)) {
            return this;
        }
        return new CounterDomain(
                id,
                cardId,
                securityDomain,
                keyVersion,
                tar,
                value,
                value,
                PlacedBy.OPERATOR,
                false,
                resolved,
                leaps.placed());
    }

    /** The same, known to be behind the card or not. */
    public CounterDomain withBehind(boolean value) {
        return new CounterDomain(
                id, cardId, securityDomain, keyVersion, tar, spent, placed, placedBy, value, resolved, leaps);
    }

    /** The same with everything up to {@code value} resolved. */
    public CounterDomain resolve(Counter value) {
        return value.compareTo(resolved) <= 0
                ? this
                : new CounterDomain(
                        id, cardId, securityDomain, keyVersion, tar, spent, placed, placedBy, behind, value, leaps);
    }
}
