// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.compose;

import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.sms.ReferenceWidth;

/**
 * How the scripts of a job become packets of a card.
 *
 * @param header SPI, KIc, KID, TAR and the length of the check
 * @param format of the script
 * @param width of the concatenation reference
 * @param maxParts short messages of one packet that the route carries, 1…255
 */
public record PacketSettings(CommandHeader header, ScriptFormat format, ReferenceWidth width, int maxParts) {
    /** @throws IllegalArgumentException where the route carries no part, or more than 255 */
    public PacketSettings {
        if (maxParts < 1 || maxParts > 255) {
            throw new IllegalArgumentException("parts: expected 1 to 255, got " + maxParts);
        }
    }
}
