// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the low nibble of KID says of the check (TS 102 225 clause 5.1.3). */
public enum KidCoding {
    /** The algorithm of the card's key. */
    OF_KEY("of-key"),
    /** 0: the card knows it. */
    IMPLICIT("implicit"),
    /** 1: CRC-16, where the SPI asks for a redundancy check. */
    CRC_16("crc-16"),
    /** 5: CRC-32, where the SPI asks for a redundancy check. */
    CRC_32("crc-32");

    private final String label;

    KidCoding(String label) {
        this.label = label;
    }

    /** The word in a profile and in the store. */
    public String label() {
        return label;
    }

    /** All by their words. */
    public static Map<String, KidCoding> byLabel() {
        Map<String, KidCoding> words = new LinkedHashMap<>();
        for (KidCoding value : values()) {
            words.put(value.label, value);
        }
        return words;
    }
}
