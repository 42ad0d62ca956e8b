// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a card keeps one counter for (design rule 1). */
public enum CounterRule {
    /** One for each key version of a security domain. */
    PER_KEY_VERSION("per-key-version"),
    /** One for each TAR. */
    PER_TAR("per-tar");

    private final String label;

    CounterRule(String label) {
        this.label = label;
    }

    /** The word in a profile and in the store. */
    public String label() {
        return label;
    }

    /** All by their words. */
    public static Map<String, CounterRule> byLabel() {
        Map<String, CounterRule> words = new LinkedHashMap<>();
        for (CounterRule value : values()) {
            words.put(value.label, value);
        }
        return words;
    }
}
