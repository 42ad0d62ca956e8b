// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the low nibble of KIc says of the algorithm (TS 102 225 clause 5.1.2). */
public enum KicCoding {
    /** The algorithm of the card's key. */
    OF_KEY("of-key"),
    /** 0: the card knows it. */
    IMPLICIT("implicit"),
    /** D: single DES in ECB mode. */
    DES_ECB("des-ecb");

    private final String label;

    KicCoding(String label) {
        this.label = label;
    }

    /** The word in a profile and in the store. */
    public String label() {
        return label;
    }

    /** All by their words. */
    public static Map<String, KicCoding> byLabel() {
        Map<String, KicCoding> words = new LinkedHashMap<>();
        for (KicCoding value : values()) {
            words.put(value.label, value);
        }
        return words;
    }
}
