// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

/**
 * How often cards lose their power.
 *
 * @param powerCuts how likely between storing a counter and running the script, 0 to 1
 * @param resets how likely after a packet was answered, 0 to 1: a load that is under way is lost
 */
public record CardMishaps(double powerCuts, double resets) {
    /** Cards that never lose it. */
    public static final CardMishaps NONE = new CardMishaps(0, 0);

    public CardMishaps {
        requireProbability("power cuts", powerCuts);
        requireProbability("resets", resets);
    }

    private static void requireProbability(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(field + ": expected a probability of 0 to 1, got " + value);
        }
    }
}
