// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.math.BigDecimal;

/**
 * How many of the cards of a wave may fail.
 *
 * @param value so many cards, a whole number from 1; or a share in percent, above 0 up to 100
 * @param share whether it is a share
 */
public record FailureLimit(double value, boolean share) {
    /** Outcomes below which a share says little while more are to come. */
    private static final int LEAST_OUTCOMES = 20;

    private static final String EXPECTED = "expected a number of cards from 1, or a percentage such as 2%";

    /** @throws IllegalArgumentException where the value is out of its range */
    public FailureLimit {
        boolean good = share ? value > 0 && value <= 100 : value >= 1 && value == Math.rint(value) && value < 1e9;
        if (!good) {
            throw new IllegalArgumentException(EXPECTED);
        }
    }

    /** Reads {@code 3} or {@code 2.5%}; an {@link IllegalArgumentException} for anything else. */
    public static FailureLimit parse(String text) {
        if (text.matches("[0-9]{1,9}")) {
            return new FailureLimit(Double.parseDouble(text), false);
        }
        if (text.matches("[0-9]{1,3}([.][0-9]{1,3})? ?%")) {
            return new FailureLimit(Double.parseDouble(text.replace("%", "").strip()), true);
        }
        throw new IllegalArgumentException(EXPECTED);
    }

    /**
     * Whether so many failures stop the job: as many cards as told, or more than the share of at least 20 outcomes.
     *
     * @param whole no more outcomes are waited for, so that a share of fewer than 20 counts, too
     */
    public boolean exceeded(long ended, long failed, boolean whole) {
        return share ? (whole || ended >= LEAST_OUTCOMES) && failed * 100.0 > value * ended : failed >= value;
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString() + (share ? "%" : "");
    }
}
