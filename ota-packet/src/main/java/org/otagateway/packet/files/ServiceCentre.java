// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.List;
import java.util.OptionalInt;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A record of EF.SMSP that holds the address of a service centre and leaves the rest out (TS 31.102 clause 4.2.27).
 *
 * <pre>
 * | name Y | FD: only the service centre is there | FF destination 12 | length 1, TON and NPI 1, digits 10 | FF FF FF |
 * </pre>
 *
 * @param name perhaps none
 * @param address as "+491710760000"
 */
public record ServiceCentre(String name, String address) {
    private static final int FIXED = 28;
    private static final int ADDRESS = 12;
    private static final int ADDRESS_ALONE = 0xFD;
    private static final int NO_ADDRESS = 0x02;

    public ServiceCentre {
        if (!DialingNumber.NUMBER.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "service centre: expected up to 20 digits, perhaps after +, got " + address);
        }
    }

    /**
     * The record.
     *
     * @param length octets of a record, 28 and more
     * @throws IllegalArgumentException where the name does not fit
     */
    public Octets encode(int length) {
        if (length < FIXED) {
            throw new IllegalArgumentException("record: expected at least 28 octets, got " + length);
        }
        Octets digits = Bcd.encode(address.startsWith("+") ? address.substring(1) : address);
        Octets centre = Octets.concat(Octets.of(digits.length() + 1, DialingNumber.typeOf(address)), digits);
        return Octets.concat(
                Fill.to(length - FIXED, Alphabet.encode(name)),
                Octets.of(ADDRESS_ALONE),
                Fill.to(ADDRESS, Octets.EMPTY),
                Fill.to(ADDRESS, centre),
                Fill.to(3, Octets.EMPTY));
    }

    /**
     * Reads "+491710760000", or "+491710760000; name".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static ServiceCentre of(String text) {
        List<String> fields = FileText.fields(text, 2);
        return new ServiceCentre(FileText.field(fields, 1, ""), fields.get(0));
    }

    static Octets encodeText(String text, OptionalInt length) {
        if (length.isEmpty()) {
            throw new IllegalArgumentException("length: expected the octets of a record, 28 and more, got nothing");
        }
        return of(text).encode(length.getAsInt());
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return address + (name.isEmpty() ? "" : "; " + name);
    }

    /** Reads the name and the service centre; what else a record says is passed over. */
    public static Decoded<ServiceCentre> decode(Octets entry) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(entry, "TS 31.102 4.2.27");
            String name = Alphabet.decode(in.octets("name", Math.max(entry.length() - FIXED, 0)));
            int at = in.offset();
            if ((in.u8("parameter indicators") & NO_ADDRESS) != 0) {
                throw in.fail("parameter indicators", at, "b2 0: a service centre", "none");
            }
            in.octets("destination", ADDRESS);
            int lengthAt = in.offset();
            int length = in.u8("length of the address");
            if (length < 2 || length > ADDRESS - 1) {
                throw in.fail("length of the address", lengthAt, "2 to 11", Integer.toString(length));
            }
            int type = in.u8("TON and NPI");
            String number = DialingNumber.number(type, in.octets("address", length - 1));
            if (!DialingNumber.NUMBER.matcher(number).matches()) {
                throw in.fail("address", lengthAt + 2, "digits", number);
            }
            return new ServiceCentre(name, number);
        });
    }
}
