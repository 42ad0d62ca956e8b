// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.otagateway.packet.bytes.Octets;

/** Reads the fields of one PDU's body and never past its end. */
final class PduReader {
    private final byte[] octets;
    private final int start;
    private final int end;
    private final String clause;
    private int at;

    /** Reads {@code octets} from {@code start} (the header) to {@code end}; the cursor stands behind the header. */
    PduReader(byte[] octets, int start, int end, String clause) {
        this.octets = octets;
        this.start = start;
        this.end = end;
        this.clause = clause;
        this.at = start + PduHeader.LENGTH;
    }

    boolean atEnd() {
        return at == end;
    }

    /** One octet, 0…255. */
    int octet(String field) throws MalformedPduException {
        if (at == end) {
            throw failure(field, at, "1 octet", "the end of the PDU");
        }
        return octets[at++] & 0xFF;
    }

    /** A string that ends with NUL, at most {@code limit} octets with it (SMPP 3.4 clause 3.1, C-Octet String). */
    String cString(String field, int limit) throws MalformedPduException {
        int from = at;
        int to = cStringEnd(field, limit);
        return from == to ? "" : new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** As {@link #cString}, the octets without the NUL in an array the caller wipes. */
    byte[] cOctets(String field, int limit) throws MalformedPduException {
        int from = at;
        int to = cStringEnd(field, limit);
        return Arrays.copyOfRange(octets, from, to);
    }

    /** A time: NUL alone or 16 characters and NUL. */
    String time(String field) throws MalformedPduException {
        int from = at;
        String time = cString(field, 17);
        if (!time.isEmpty() && time.length() != 16) {
            throw failure(field, from, "0 or 16 characters", time.length() + " characters");
        }
        return time;
    }

    Octets octets(String field, int length) throws MalformedPduException {
        if (end - at < length) {
            throw failure(field, at, length + " octets", (end - at) + " octets");
        }
        Octets value = Octets.copyOf(octets, at, length);
        at += length;
        return value;
    }

    /** All optional parameters up to the end of the PDU. */
    List<Tlv> tlvs() throws MalformedPduException {
        if (at == end) {
            return List.of();
        }
        List<Tlv> tlvs = new ArrayList<>(2);
        while (at < end) {
            if (end - at < 4) {
                throw failure("optional parameter", at, "tag and length of 4 octets", (end - at) + " octets");
            }
            int tag = (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
            int length = (octets[at + 2] & 0xFF) << 8 | (octets[at + 3] & 0xFF);
            at += 4;
            tlvs.add(new Tlv(tag, octets("value of optional parameter " + Tlv.name(tag), length)));
        }
        return List.copyOf(tlvs);
    }

    void end(String command) throws MalformedPduException {
        if (at != end) {
            throw failure("end of " + command, at, "nothing more", (end - at) + " octets");
        }
    }

    MalformedPduException failure(String field, int position, String expected, String actual) {
        return new MalformedPduException(new PduFailure(clause, field, position - start, expected, actual));
    }

    /** Moves behind the NUL and returns its place. */
    private int cStringEnd(String field, int limit) throws MalformedPduException {
        int from = at;
        int last = Math.min(end, from + limit);
        for (int i = from; i < last; i++) {
            if (octets[i] == 0) {
                at = i + 1;
                return i;
            }
        }
        throw failure(field, from, "NUL within " + limit + " octets", last == end ? "the end of the PDU" : "none");
    }
}
