// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which cards of the store are meant; what is null says nothing.
 *
 * @param profile the name of their card profile
 * @param iccid what their ICCIDs lie in
 * @param msisdn the first digits of their numbers, in international form, 1 to 20
 * @param standing whether they get anything; null: all but those that were removed
 * @param neverReached only cards of which no proof of receipt was ever verified
 */
public record CardFilter(
        @Nullable String profile,
        @Nullable Iccids iccid,
        @Nullable String msisdn,
        @Nullable Standing standing,
        boolean neverReached) {
    /** All cards that were not removed. */
    public static final CardFilter ALL = new CardFilter(null, null, null, null, false);

    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

    /** @throws IllegalArgumentException where a value is no such; the message names it as in a job file */
    public CardFilter {
        if (profile != null && !PROFILE.matcher(profile).matches()) {
            throw new IllegalArgumentException("profile: expected the name of a card profile, got '" + profile + "'");
        }
        if (msisdn != null && !NUMBER.matcher(msisdn).matches()) {
            throw new IllegalArgumentException("msisdn: expected the first digits of numbers, got '" + msisdn + "'");
        }
    }

    /**
     * A range of ICCIDs, by their first digits.
     *
     * @param from the first digits of the lowest, 1 to 20
     * @param to the first digits of the highest, 1 to 20
     */
    public record Iccids(String from, String to) {
        /** @throws IllegalArgumentException where one is no digits, or the range is empty */
        public Iccids {
            int common = Math.min(from.length(), to.length());
            if (!NUMBER.matcher(from).matches()
                    || !NUMBER.matcher(to).matches()
                    || from.substring(0, common).compareTo(to.substring(0, common)) > 0) {
                throw new IllegalArgumentException("expected first digits, or a range of them such as 898821-898829");
            }
        }

        /** Reads {@code 898821} or {@code 898821-898829}. */
        public static Iccids parse(String text) {
            int dash = text.indexOf('-');
            return dash < 0 ? new Iccids(text, text) : new Iccids(text.substring(0, dash), text.substring(dash + 1));
        }

        @Override
        public String toString() {
            return from.equals(to) ? from : from + "-" + to;
        }
    }
}
