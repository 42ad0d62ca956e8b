// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.otagateway.packet.bytes.Octets;

/** Writes one PDU; the command_length is filled in at the end. */
final class PduWriter {
    private byte[] octets;
    private int at = PduHeader.LENGTH;

    PduWriter(CommandId commandId, int status, int sequence, int sizeHint) {
        this(commandId.code(), status, sequence, sizeHint);
    }

    PduWriter(int commandId, int status, int sequence, int sizeHint) {
        octets = new byte[PduHeader.LENGTH + sizeHint];
        int32(4, commandId);
        int32(8, status);
        int32(12, sequence);
    }

    static byte[] headerOnly(CommandId commandId, int status, int sequence) {
        return new PduWriter(commandId, status, sequence, 0).finish();
    }

    PduWriter octet(int value) {
        room(1);
        octets[at++] = (byte) value;
        return this;
    }

    PduWriter cString(String value) {
        cOctets(value.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PduWriter cOctets(byte[] value) {
        room(value.length + 1);
        System.arraycopy(value, 0, octets, at, value.length);
        at += value.length;
        octets[at++] = 0;
        return this;
    }

    PduWriter octets(Octets value) {
        room(value.length());
        value.copyTo(octets, at);
        at += value.length();
        return this;
    }

    PduWriter tlvs(List<Tlv> tlvs) {
        for (Tlv tlv : tlvs) {
            int length = tlv.value().length();
            octet(tlv.tag() >>> 8)
                    .octet(tlv.tag())
                    .octet(length >>> 8)
                    .octet(length)
                    .octets(tlv.value());
        }
        return this;
    }

    byte[] finish() {
        int32(0, at);
        return at == octets.length ? octets : Arrays.copyOf(octets, at);
    }

    private void room(int more) {
        if (octets.length - at < more) {
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, at + more));
        }
    }

    private void int32(int offset, int value) {
        octets[offset] = (byte) (value >>> 24);
        octets[offset + 1] = (byte) (value >>> 16);
        octets[offset + 2] = (byte) (value >>> 8);
        octets[offset + 3] = (byte) value;
    }
}
