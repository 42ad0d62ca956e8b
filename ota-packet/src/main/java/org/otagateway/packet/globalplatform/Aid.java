// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * Application identifier: of an applet, a package, a security domain or an ADF (ISO/IEC 7816-5).
 *
 * @param value 5 to 16 octets
 */
public record Aid(Octets value) {
    private static final int MIN = 5;
    private static final int MAX = 16;

    /** @throws IllegalArgumentException where the length is wrong */
    public Aid {
        if (value.length() < MIN || value.length() > MAX) {
            throw new IllegalArgumentException("AID: expected 5 to 16 octets, got " + value.length());
        }
    }

    /**
     * Reads hexadecimal without separators.
     *
     * @throws IllegalArgumentException where it is none or has not 5 to 16 octets
     */
    public static Aid hex(CharSequence digits) {
        return new Aid(Octets.hex(digits));
    }

    /** A length of one octet and the AID. */
    Octets encode() {
        return Tlv.lengthAndValue(value);
    }

    /** Reads what {@link #encode} wrote. */
    static Aid read(OctetReader in, String field) throws MalformedException {
        int at = in.offset();
        return of(in, at, field, Tlv.readLengthAndValue(in, field));
    }

    /** The octets as an AID, or a failure of {@code field} that starts at {@code at}. */
    static Aid of(OctetReader in, int at, String field, Octets value) throws MalformedException {
        if (value.length() < MIN || value.length() > MAX) {
            throw in.fail(field, at, "5 to 16 octets", Integer.toString(value.length()));
        }
        return new Aid(value);
    }

    /** Lower-case hexadecimal. */
    @Override
    public String toString() {
        return value.toHex();
    }
}
