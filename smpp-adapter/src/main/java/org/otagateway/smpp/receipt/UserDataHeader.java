// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.receipt;

import org.otagateway.packet.bytes.Octets;

/** A look into a user data header, just deep enough to know what a message is; TS 23.040 clause 9.2.3.24. */
final class UserDataHeader {
    /** The information element identifier of a response packet, TS 31.115 clause 4. */
    static final int RESPONSE_PACKET = 0x71;

    private UserDataHeader() {}

    /**
     * The header of {@code userData} holds an information element with this identifier. A header that runs over its end
     * is read as far as it goes.
     */
    static boolean has(Octets userData, int identifier) {
        // UDHL | IEI IEDL IED … | IEI IEDL IED … | user data
        if (userData.isEmpty()) {
            return false;
        }
        int end = Math.min(userData.length(), 1 + userData.get(0));
        int at = 1;
        while (at + 1 < end) {
            if (userData.get(at) == identifier) {
                return true;
            }
            at += 2 + userData.get(at + 1);
        }
        return false;
    }
}
