// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/**
 * An SME address (SMPP 3.4 clauses 5.2.5 to 5.2.9).
 *
 * @param ton type of number, one octet; 1 is international
 * @param npi numbering plan, one octet; 1 is E.164
 * @param digits at most 20 characters
 */
public record Address(int ton, int npi, String digits) {
    /** No address: 0, 0 and the empty string. */
    public static final Address NONE = new Address(0, 0, "");

    private static final int LIMIT = 21;

    /** @throws IllegalArgumentException where a part does not fit its field */
    public Address {
        Checks.octet("ton", ton);
        Checks.octet("npi", npi);
        Checks.cString("addr", digits, LIMIT);
    }

    /** An E.164 number with country code, without a leading plus. */
    public static Address international(String digits) {
        return new Address(1, 1, digits);
    }

    static Address decode(String prefix, PduReader in) throws MalformedPduException {
        return new Address(
                in.octet(prefix + "_addr_ton"),
                in.octet(prefix + "_addr_npi"),
                in.cString(prefix.equals("source") ? "source_addr" : "destination_addr", LIMIT));
    }

    void encode(PduWriter out) {
        out.octet(ton).octet(npi).cString(digits);
    }
}
