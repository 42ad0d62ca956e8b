// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.LinkedHashMap;
import java.util.Map;

/** How an application wants its commands (TS 102 226 clause 5). */
public enum ScriptFormat {
    /** C-APDUs one after another (clause 5.1). */
    COMPACT("compact"),
    /** C-APDU objects in AA with a length (clause 5.2). */
    EXPANDED_DEFINITE("expanded"),
    /** C-APDU objects in AE 80 … 00 00 (clause 5.2). */
    EXPANDED_INDEFINITE("expanded-indefinite");

    private final String label;

    ScriptFormat(String label) {
        this.label = label;
    }

    /** The word in a profile and in the store. */
    public String label() {
        return label;
    }

    /** All by their words. */
    public static Map<String, ScriptFormat> byLabel() {
        Map<String, ScriptFormat> words = new LinkedHashMap<>();
        for (ScriptFormat value : values()) {
            words.put(value.label, value);
        }
        return words;
    }
}
