// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Octets;

/**
 * A response packet whose clear header is read; the rest waits for the security that was asked for and for keys. {@link
 * ResponseCodec#parse} alone makes it.
 */
public final class ParsedResponse {
    private final Tar tar;
    private final int checkLength;
    private final Octets packet;

    ParsedResponse(Tar tar, int checkLength, Octets packet) {
        this.tar = tar;
        this.checkLength = checkLength;
        this.packet = packet;
    }

    public Tar tar() {
        return tar;
    }

    /** Octets of RC/CC as RHL says: 0, 2, 4 or 8. */
    public int checkLength() {
        return checkLength;
    }

    /** The octets from RPL to the end. */
    public Octets packet() {
        return packet;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParsedResponse p && packet.equals(p.packet);
    }

    @Override
    public int hashCode() {
        return packet.hashCode();
    }

    @Override
    public String toString() {
        return "ParsedResponse[tar=" + tar + ", " + packet.length() + " octets]";
    }
}
