// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.apdu;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The last status words that a job takes as success.
 *
 * @param patterns any one of them suffices; not empty
 */
public record ExpectedStatusWords(List<StatusWordPattern> patterns) {
    private static final ExpectedStatusWords UICC = parse(List.of("9000", "91xx", "61xx", "9fxx"));
    private static final ExpectedStatusWords SIM = parse(List.of("9000", "91xx", "61xx", "9fxx", "92xx"));

    public ExpectedStatusWords {
        patterns = List.copyOf(patterns);
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("expected at least one status word");
        }
    }

    /**
     * Reads each entry with {@link StatusWordPattern#parse}; an entry may hold several, separated by commas.
     *
     * @throws IllegalArgumentException where one is no pattern or there is none
     */
    public static ExpectedStatusWords parse(List<String> entries) {
        return new ExpectedStatusWords(entries.stream()
                .flatMap(entry -> Arrays.stream(entry.split(",", -1)))
                .map(StatusWordPattern::parse)
                .collect(Collectors.toUnmodifiableList()));
    }

    /** 9000, 91xx, 61xx, 9Fxx; for the SIM's class A0 also 92xx (done after retries, TS 51.011 clause 9.4.3). */
    public static ExpectedStatusWords defaultFor(int cla) {
        return cla == 0xA0 ? SIM : UICC;
    }

    public boolean matches(StatusWord word) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(word));
    }

    @Override
    public String toString() {
        return patterns.stream().map(StatusWordPattern::toString).collect(Collectors.joining(","));
    }
}
