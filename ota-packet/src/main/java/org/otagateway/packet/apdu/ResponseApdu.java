// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.apdu;

import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * What a card answers to one command (TS 102 221 clause 10.2).
 *
 * <pre>
 * | data (0–65536) | SW1 | SW2 |
 * </pre>
 *
 * @param data the response data, perhaps none
 * @param statusWord SW1 SW2
 */
public record ResponseApdu(Octets data, StatusWord statusWord) {
    public ResponseApdu {
        if (data.length() > 65536) {
            throw new IllegalArgumentException("response data: expected up to 65536 octets, got " + data.length());
        }
    }

    /** A response of a status word alone. */
    public static ResponseApdu of(StatusWord statusWord) {
        return new ResponseApdu(Octets.EMPTY, statusWord);
    }

    public Octets encode() {
        return Octets.concat(data, Octets.of(statusWord.sw1(), statusWord.sw2()));
    }

    /** Reads an R-APDU: the last two octets are the status word. */
    public static Decoded<ResponseApdu> decode(Octets apdu) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(apdu, "ISO/IEC 7816-4 5.1");
            Octets data = in.octets("data", Math.max(0, Math.min(65536, in.remaining() - 2)));
            StatusWord word = new StatusWord(in.u16("SW1 SW2"));
            in.end("R-APDU");
            return new ResponseApdu(data, word);
        });
    }
}
