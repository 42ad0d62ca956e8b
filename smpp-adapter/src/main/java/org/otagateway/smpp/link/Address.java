// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * An address of SMPP 3.4 clause 4.1.1 and its kind, clauses 5.2.5 to 5.2.9.
 *
 * @param typeOfNumber addr_ton, one octet: 0 unknown, 1 international, 2 national, 5 alphanumeric
 * @param numberingPlan addr_npi, one octet: 0 unknown, 1 ISDN (E.163, E.164)
 * @param number up to 20 characters of ASCII
 */
public record Address(int typeOfNumber, int numberingPlan, String number) {
    /** TON of a number with its country code. */
    public static final int INTERNATIONAL = 1;
    /** TON of a number without its country code. */
    public static final int NATIONAL = 2;
    /** TON of a name. */
    public static final int ALPHANUMERIC = 5;

    /** The longest number: C-octet string of 21 octets with its NUL, SMPP 3.4 clause 4.4.1. */
    public static final int MAX_LENGTH = 20;

    /** @throws IllegalArgumentException where a field is out of its range; the message names it */
    public Address {
        Ranges.octet("type of number", typeOfNumber);
        Ranges.octet("numbering plan", numberingPlan);
        Ranges.ascii("address", number, MAX_LENGTH);
    }

    /** An E.164 number in international form, without a leading +. */
    public static Address international(String digits) {
        return new Address(INTERNATIONAL, 1, digits);
    }
}
