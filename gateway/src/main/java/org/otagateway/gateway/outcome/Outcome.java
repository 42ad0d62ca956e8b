// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The final word on one card of a job; the codes are those of the store. */
public enum Outcome {
    /** No final word yet. */
    PENDING(0),
    /** A verified PoR with status 00, all commands executed, the wanted status word. */
    CONFIRMED(1),
    /** A verified PoR with status 00, but another status word or fewer commands. */
    FAILED(2),
    /** Every copy that was sent was answered by a verified refusal. */
    REFUSED(3),
    /** The card took the packet; what it answered is lost. */
    ACCEPTED(4),
    /** Nothing that proves anything after all attempts, or no PoR was asked for. */
    UNCONFIRMED(5),
    /** The SMSC refused every send, or its final receipts say not delivered. */
    UNDELIVERED(6),
    /** The job's time for this card ran out. */
    EXPIRED(7),
    /** By an operator, before a counter was spent. */
    CANCELLED(8);

    private static final Outcome[] BY_CODE = values();

    private final int code;

    Outcome(int code) {
        this.code = code;
    }

    /** The code in the store, 0…8. */
    public int code() {
        return code;
    }

    /** The word in reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads words of reports, separated by commas, as {@code failed,refused}.
     *
     * @throws IllegalArgumentException where one is none; the message says what was expected
     */
    public static Set<Outcome> parse(String text) {
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        for (String word : text.split(",", -1)) {
            outcomes.add(Arrays.stream(BY_CODE)
                    .filter(outcome -> outcome.label().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected some of "
                            + Arrays.stream(BY_CODE).map(Outcome::label).collect(Collectors.joining(", ")))));
        }
        return outcomes;
    }

    /** @throws IllegalArgumentException where no outcome has this code */
    public static Outcome ofCode(int code) {
        for (Outcome outcome : BY_CODE) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        throw new IllegalArgumentException("outcome: expected 0 to 8, got " + code);
    }
}
