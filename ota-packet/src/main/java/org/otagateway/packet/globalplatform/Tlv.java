// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * An object of tag, length and value (ISO/IEC 8825-1, definite lengths).
 *
 * <pre>
 * | tag 1, or 2 where b5–b1 of the first are all 1 | length 00…7F, 81 xx or 82 xx xx | value |
 * </pre>
 *
 * @param tag one or two octets as a number
 * @param value up to 65535 octets
 */
record Tlv(int tag, Octets value) {
    private static final int TWO_OCTETS = 0x1F;

    Octets encode() {
        return encode(tag, value);
    }

    static Octets encode(int tag, Octets value) {
        Octets octets = tag > 0xFF ? Octets.of(tag >>> 8, tag & 0xFF) : Octets.of(tag);
        return Octets.concat(octets, length(value.length()), value);
    }

    /** A BER length in its shortest form. */
    static Octets length(int length) {
        if (length < 0x80) {
            return Octets.of(length);
        }
        return length <= 0xFF ? Octets.of(0x81, length) : Octets.of(0x82, length >>> 8, length & 0xFF);
    }

    /** A length of one octet and the value. */
    static Octets lengthAndValue(Octets value) {
        return Octets.concat(Octets.of(value.length()), value);
    }

    /** What {@link #lengthAndValue} wrote. */
    static Octets readLengthAndValue(OctetReader in, String field) throws MalformedException {
        return in.octets(field, in.u8(field + " length"));
    }

    static Tlv read(OctetReader in, String field) throws MalformedException {
        int tag = in.u8(field + " tag");
        if ((tag & TWO_OCTETS) == TWO_OCTETS) {
            tag = tag << 8 | in.u8(field + " tag");
        }
        return new Tlv(tag, in.octets(field, in.berLength(field + " length")));
    }

    String tagText() {
        return String.format(tag > 0xFF ? "%04x" : "%02x", tag);
    }
}
