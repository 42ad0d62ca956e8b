// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.SmscLink;

/**
 * A link that packets may take.
 *
 * @param link not opened yet
 * @param addressing how the SMSC wants numbers written
 * @param answers how the link wants proofs of receipt; null: as the SPI of the application says
 */
public record Route(
        SmscLink link, Addressing addressing, @Nullable ResponseChannel answers) {
    /** A link that does not say how it wants proofs of receipt. */
    public Route(SmscLink link, Addressing addressing) {
        this(link, addressing, null);
    }
}
