// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A record of EF.ADN, EF.FDN, EF.SDN or EF.MSISDN (TS 31.102 clause 4.4.2.3).
 *
 * <pre>
 * | name X | length 1, with the next octet | TON and NPI 1 | digits 10 | FF capability | FF extension |
 * </pre>
 *
 * @param name perhaps none, at most 241 characters that the alphabet of the card has
 * @param number up to 20 digits, * and #, with + before an international one
 */
public record DialingNumber(String name, String number) {
    static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]{1,20}");

    private static final int FIXED = 14;
    private static final int DIGITS = 10;

    public DialingNumber {
        if (!NUMBER.matcher(number).matches()) {
            throw new IllegalArgumentException("number: expected up to 20 digits, perhaps after +, got " + number);
        }
        if (Alphabet.encode(name).length() > 255 - FIXED) {
            throw new IllegalArgumentException("name: expected at most 241 octets");
        }
    }

    /**
     * The record.
     *
     * @param length octets of a record, 14 and more
     * @throws IllegalArgumentException where the name does not fit
     */
    public Octets encode(int length) {
        if (length < FIXED) {
            throw new IllegalArgumentException("record: expected at least 14 octets, got " + length);
        }
        Octets digits = Bcd.encode(number.startsWith("+") ? number.substring(1) : number);
        return Octets.concat(
                Fill.to(length - FIXED, Alphabet.encode(name)),
                Octets.of(digits.length() + 1, typeOf(number)),
                Fill.to(DIGITS + 2, digits));
    }

    /**
     * Reads "+491711234567", or "+491711234567; Alice".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static DialingNumber of(String text) {
        List<String> fields = FileText.fields(text, 2);
        return new DialingNumber(FileText.field(fields, 1, ""), fields.get(0));
    }

    static Octets encodeText(String text, OptionalInt length) {
        if (length.isEmpty()) {
            throw new IllegalArgumentException("length: expected the octets of a record, 14 and more, got nothing");
        }
        return FileText.isNone(text) ? Fill.to(length.getAsInt(), Octets.EMPTY) : of(text).encode(length.getAsInt());
    }

    static Decoded<String> decodeText(Octets entry) {
        return decode(entry).map(number -> number.map(DialingNumber::toString).orElse(FileText.NONE));
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return number + (name.isEmpty() ? "" : "; " + name);
    }

    /** Reads a record, empty where it is unused. */
    public static Decoded<Optional<DialingNumber>> decode(Octets entry) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(entry, "TS 31.102 4.4.2.3");
            String name = Alphabet.decode(in.octets("name", Math.max(entry.length() - FIXED, 0)));
            int at = in.offset();
            int length = in.u8("length of the number");
            if (length == 0xFF) {
                return Optional.empty();
            }
            if (length < 2 || length > DIGITS + 1) {
                throw in.fail("length of the number", at, "2 to 11", Integer.toString(length));
            }
            int type = in.u8("TON and NPI");
            String number = number(type, in.octets("number", length - 1));
            if (!NUMBER.matcher(number).matches()) {
                throw in.fail("number", at + 2, "digits", number);
            }
            return Optional.of(new DialingNumber(name, number));
        });
    }

    /** 91 international, 81 unknown, both of the telephone numbering plan. */
    static int typeOf(String number) {
        return number.startsWith("+") ? 0x91 : 0x81;
    }

    static String number(int type, Octets digits) {
        return ((type & 0x70) == 0x10 ? "+" : "") + Bcd.decode(digits);
    }
}
