// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.bytes.Octets;

/** How the octets of the two secured packets are laid out (TS 102 225 clauses 5.1 and 5.2). */
enum Shape {
    /** CPL … TAR in clear; CNTR and PCNTR before RC/CC. */
    COMMAND(10, 6, "", "027000"),
    /** RPL … TAR in clear; CNTR, PCNTR and status before RC/CC; the user data header counts in the check. */
    RESPONSE(6, 7, "027100", "027100");

    private final int clearLength;
    private final int fixedLength;
    private final String prefix;
    private final String userDataHeader;

    Shape(int clearLength, int fixedLength, String prefix, String userDataHeader) {
        this.clearLength = clearLength;
        this.fixedLength = fixedLength;
        this.prefix = prefix;
        this.userDataHeader = userDataHeader;
    }

    /** Octets that are never ciphered. */
    int clearLength() {
        return clearLength;
    }

    /** Octets between them and RC/CC. */
    int fixedLength() {
        return fixedLength;
    }

    /** What the check counts in before the packet. */
    Octets prefix() {
        return Octets.hex(prefix);
    }

    /** The user data header of one message alone. */
    Octets userDataHeader() {
        return Octets.hex(userDataHeader);
    }
}
