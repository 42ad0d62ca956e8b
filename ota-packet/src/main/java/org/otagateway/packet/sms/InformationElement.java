// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import org.otagateway.packet.bytes.Octets;

/**
 * An element of a user data header (TS 23.040 clause 9.2.3.24).
 *
 * @param id 0…255
 * @param data at most 137 octets
 */
public record InformationElement(int id, Octets data) {
    public InformationElement {
        if (id < 0 || id > 0xFF || data.length() > 137) {
            throw new IllegalArgumentException("information element: expected id 0 to 255 and at most 137 octets, got "
                    + id + " and " + data.length());
        }
    }
}
