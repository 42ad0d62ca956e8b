// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import java.util.Locale;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * An address of a short message (TS 23.040 clause 9.1.2.5).
 *
 * <pre>
 * | length in semi-octets | 1 ton ton ton npi npi npi npi | value, at most 10 octets |
 * </pre>
 *
 * @param numberingPlan four bits, 1 for ISDN/telephone
 * @param value digits 0…9 and * # a b c, at most 20; where alphanumeric, text of at most 11 septets of the default alphabet
 */
public record SmsAddress(TypeOfNumber type, int numberingPlan, String value) {
    private static final String CLAUSE = "TS 23.040 9.1.2.5";
    private static final String DIGITS = "0123456789*#abc";
    private static final int MAX_SEMI_OCTETS = 20;
    private static final int FILLER = 0xF;

    /** @throws IllegalArgumentException where the value is too long or holds other characters */
    public SmsAddress {
        if (numberingPlan < 0 || numberingPlan > 15) {
            throw new IllegalArgumentException("numbering plan: expected 0 to 15, got " + numberingPlan);
        }
        if (type == TypeOfNumber.ALPHANUMERIC) {
            int septets = Gsm7.septets(value)
                    .orElseThrow(() -> new IllegalArgumentException("address: expected the default alphabet"))
                    .length;
            if (septets > 11) {
                throw new IllegalArgumentException("address: expected at most 11 septets, got " + septets);
            }
        } else if (value.length() > MAX_SEMI_OCTETS || !value.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("address: expected at most 20 of " + DIGITS);
        }
    }

    /** A number of unknown type in the telephone plan, type octet 81. */
    public static SmsAddress unknown(String digits) {
        return new SmsAddress(TypeOfNumber.UNKNOWN, 1, digits);
    }

    /** An international number without its plus, type octet 91. */
    public static SmsAddress international(String digits) {
        return new SmsAddress(TypeOfNumber.INTERNATIONAL, 1, digits);
    }

    /** Length, type and value. */
    public Octets encode() {
        int toa = 0x80 | (type.code() << 4) | numberingPlan;
        if (type == TypeOfNumber.ALPHANUMERIC) {
            int[] septets = Gsm7.septets(value).orElseThrow();
            return Octets.concat(Octets.of((septets.length * 7 + 3) / 4, toa), Gsm7.pack(septets));
        }
        int n = value.length();
        int[] octets = new int[2 + (n + 1) / 2];
        octets[0] = n;
        octets[1] = toa;
        for (int i = 0; i < n; i += 2) {
            int high = i + 1 < n ? DIGITS.indexOf(value.charAt(i + 1)) : FILLER;
            octets[2 + i / 2] = (high << 4) | DIGITS.indexOf(value.charAt(i));
        }
        return Octets.of(octets);
    }

    /** Reads an address and nothing behind it. */
    public static Decoded<SmsAddress> decode(Octets octets) {
        return Decoded.attempt(() -> {
            OctetReader reader = new OctetReader(octets, CLAUSE);
            SmsAddress address = read(reader, "address");
            reader.end("address");
            return address;
        });
    }

    static SmsAddress read(OctetReader reader, String field) throws MalformedException {
        int at = reader.offset();
        int semiOctets = reader.u8(field + " length");
        if (semiOctets > MAX_SEMI_OCTETS) {
            throw reader.fail(field + " length", at, "at most 20 semi-octets", Integer.toString(semiOctets));
        }
        int toa = reader.u8(field + " type");
        if ((toa & 0x80) == 0) {
            throw reader.fail(field + " type", at + 1, "b8 set", OctetReader.hex8(toa));
        }
        TypeOfNumber type = TypeOfNumber.ofCode(toa >> 4);
        Octets value = reader.octets(field + " value", (semiOctets + 1) / 2);
        if (type == TypeOfNumber.ALPHANUMERIC) {
            return new SmsAddress(type, toa & 0x0F, Gsm7.unpack(value, semiOctets * 4 / 7));
        }
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < 2 * value.length(); i++) {
            int semiOctet = (value.get(i / 2) >> (4 * (i % 2))) & 0x0F;
            boolean filler = i == semiOctets;
            if (filler != (semiOctet == FILLER)) {
                throw reader.fail(
                        field + " value",
                        at + 2 + i / 2,
                        filler ? "filler F" : "a digit",
                        Integer.toHexString(semiOctet).toUpperCase(Locale.ROOT));
            }
            if (!filler) {
                digits.append(DIGITS.charAt(semiOctet));
            }
        }
        return new SmsAddress(type, toa & 0x0F, digits.toString());
    }
}
