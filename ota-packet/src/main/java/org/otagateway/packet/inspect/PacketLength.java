// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.bytes.Octets;

/** CPL and RPL: two octets that count all octets behind them. */
final class PacketLength {
    private PacketLength() {}

    /** Reads the length; one that does not fit is told, and reading goes on with what is there. */
    static void read(FieldReader in, String name, String meaning, Notes notes) throws Cut {
        int at = in.place();
        Octets written = in.take(name, 2);
        int length = written.get(0) << 8 | written.get(1);
        int behind = in.remaining();
        if (length == behind) {
            in.add(written, name, length + " " + meaning, Verdict.PLAIN);
            return;
        }
        String problem = length > behind
                ? name + " does not match the length: it says " + length + ", " + behind + " follow: "
                        + FieldReader.octetsText(length - behind)
                        + " missing (cut off, a part not joined, or " + name + " wrong)"
                : name + " does not match the length: it says " + length + ", " + behind + " follow: "
                        + FieldReader.octetsText(behind - length)
                        + " too many (octets of another layer, or " + name + " wrong)";
        in.add(written, name, length + " " + meaning + ", but " + behind + " are there", Verdict.BAD);
        notes.add(Verdict.BAD, at, name, problem, name.equals("CPL") ? "TS 102 225 5.1" : "TS 102 225 5.2");
    }
}
