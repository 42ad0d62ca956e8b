// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * How numbers are written on this link.
 *
 * @param source our own address, the short code to which cards answer; or a name, to which none can
 * @param destinationTypeOfNumber dest_addr_ton of every submit, one octet
 * @param destinationNumberingPlan dest_addr_npi of every submit, one octet
 * @param countryCode the digits that make a national number international, 0 to 3 of them; empty: numbers are taken to
 *     be international
 * @param nationalPrefix the digits in front of a national number, such as 0, that the country code replaces; up to 3
 */
public record Addressing(
        Address source,
        int destinationTypeOfNumber,
        int destinationNumberingPlan,
        String countryCode,
        String nationalPrefix) {
    /** TP-OA has 20 semi-octets: 11 characters of seven bits (TS 23.040 clause 9.1.2.5). */
    private static final int MAX_NAME = 11;

    /** @throws IllegalArgumentException where a field is out of its range; the message names it */
    public Addressing {
        if (source.typeOfNumber() == Address.ALPHANUMERIC) {
            Ranges.within("characters of source", source.number().length(), 1, MAX_NAME);
        }
        Ranges.octet("destination TON", destinationTypeOfNumber);
        Ranges.octet("destination NPI", destinationNumberingPlan);
        Ranges.digits("country code", countryCode);
        Ranges.within("digits of country code", countryCode.length(), 0, 3);
        Ranges.digits("national prefix", nationalPrefix);
        Ranges.within("digits of national prefix", nationalPrefix.length(), 0, 3);
    }

    /** Destinations are international E.164 numbers; our own number is a short code of unknown kind. */
    public static Addressing of(String source) {
        return new Addressing(new Address(0, 1, source), 1, 1, "", "");
    }

    /**
     * A card's number as destination, with the TON and NPI of the link: in international form, or, where the TON is
     * national, without the country code; a number of another country then goes with TON international.
     *
     * @throws IllegalArgumentException where it is no number of 1 to 20 digits, perhaps after a +
     */
    public Address destination(String msisdn) {
        String digits = international(msisdn);
        Ranges.digits("msisdn", digits);
        Ranges.within("digits of msisdn", digits.length(), 1, Address.MAX_LENGTH);
        boolean national = destinationTypeOfNumber == Address.NATIONAL && !countryCode.isEmpty();
        if (!national) {
            return new Address(destinationTypeOfNumber, destinationNumberingPlan, digits);
        }
        return digits.startsWith(countryCode) && digits.length() > countryCode.length()
                ? new Address(Address.NATIONAL, destinationNumberingPlan, digits.substring(countryCode.length()))
                : new Address(Address.INTERNATIONAL, destinationNumberingPlan, digits);
    }

    /** A number that the SMSC gave, in international form as far as its TON and these settings tell. */
    public String international(int typeOfNumber, String number) {
        String digits = international(number);
        boolean bare = typeOfNumber == Address.NATIONAL && digits.equals(number) && !number.startsWith("0");
        return bare && !countryCode.isEmpty() && !number.isEmpty() ? countryCode + number : digits;
    }

    /**
     * One way to write a number, whether it came from a file or from the SMSC: a leading + or 00 goes, a national number
     * gets its country code. Numbers already in that form, and what is no number, stay as they are.
     */
    public String international(String number) {
        if (number.startsWith("+")) {
            return number.substring(1);
        }
        if (number.startsWith("00")) {
            return number.substring(2);
        }
        if (!countryCode.isEmpty()
                && !nationalPrefix.isEmpty()
                && number.startsWith(nationalPrefix)
                && number.length() > nationalPrefix.length()) {
            return countryCode + number.substring(nationalPrefix.length());
        }
        return number;
    }
}
