// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** EF.HPPLMN: how often a terminal abroad looks for its home network, in steps of six minutes (TS 31.102 clause 4.2.6). */
final class SearchPeriod {
    private static final int STEP = 6;
    private static final int MOST = 80;
    private static final String UNIT = " min";

    private SearchPeriod() {}

    /** Reads "30 min" or "30"; 0: never. */
    static Octets encode(String text) {
        String digits = text.strip().replaceFirst("\\s*min(utes)?$", "");
        int minutes = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : -1;
        if (minutes < 0 || minutes > MOST * STEP || minutes % STEP != 0) {
            throw new IllegalArgumentException(
                    "period: expected minutes, a multiple of 6 from 0 to " + MOST * STEP + ", got " + text);
        }
        return Octets.of(minutes / STEP);
    }

    static Decoded<String> decode(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.6");
            int steps = in.u8("period");
            in.end("EF.HPPLMN");
            return steps * STEP + UNIT;
        });
    }
}
