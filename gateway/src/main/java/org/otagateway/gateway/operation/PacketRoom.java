// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.gateway.card.ScriptFormat;

/** How much script a packet of the route carries. */
public interface PacketRoom {
    /**
     * Octets of script that one packet carries at most; 0 or less where not even an empty one fits.
     *
     * @param keyVersion whose keys secure it, 1…15; 0: those of the application
     */
    int octets(int keyVersion);

    /** How commands are written. */
    ScriptFormat format();
}
