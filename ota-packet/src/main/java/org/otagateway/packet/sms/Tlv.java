// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** COMPREHENSION-TLV objects of TS 101 220 with one octet of tag, as ENVELOPE and proactive commands hold them. */
record Tlv(int tag, int offset, Octets value) {
    /** b8 of a tag: the receiver has to understand it. */
    static final int COMPREHENSION = 0x80;

    static Octets encode(int tag, Octets value) {
        int length = value.length();
        Octets head;
        if (length < 0x80) {
            head = Octets.of(tag, length);
        } else if (length < 0x100) {
            head = Octets.of(tag, 0x81, length);
        } else {
            head = Octets.of(tag, 0x82, length >> 8, length & 0xFF);
        }
        return Octets.concat(head, value);
    }

    static Tlv read(OctetReader reader, String field) throws MalformedException {
        int tag = reader.u8(field + " tag");
        int length = reader.berLength(field + " length");
        int offset = reader.offset();
        return new Tlv(tag, offset, reader.octets(field, length));
    }

    /** Whether this is object {@code tag}, with or without the comprehension bit. */
    boolean is(int tag) {
        return (this.tag & ~COMPREHENSION) == tag;
    }
}
