// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

/** Settings that can be used but should make someone think. */
public enum SecurityWarning {
    /** "AES … shall be used with counter settings" 10 or 11 alone; cards are met that break it. */
    AES_WITHOUT_COUNTER_CHECK(
            "TS 102 225 5.1.2", "AES with counter setting 00 or 01; the standard asks for 10 or 11", true),
    /** In older releases of the standard only. */
    DES_ECB("TS 102 225 5.1.2", "DES in ECB mode shows equal blocks", false),
    SINGLE_DES("TS 102 225 5.1.2", "single DES is broken by search", false),
    /** Anyone can write such a packet. */
    NO_CHECKSUM("TS 102 225 5.1.1", "the packet carries no cryptographic checksum", false);

    private final String clause;
    private final String text;
    private final boolean against;

    SecurityWarning(String clause, String text, boolean against) {
        this.clause = clause;
        this.text = text;
        this.against = against;
    }

    public String clause() {
        return clause;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** Whether the standard forbids it; a strict profile refuses then. */
    public boolean againstStandard() {
        return against;
    }
}
