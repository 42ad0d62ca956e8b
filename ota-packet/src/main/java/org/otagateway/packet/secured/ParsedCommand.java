// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Octets;

/**
 * A command packet whose clear header is read and whose structure is sound; the rest waits for keys. {@link
 * CommandCodec#parse} alone makes it.
 */
public final class ParsedCommand {
    private final CommandHeader header;
    private final Octets packet;

    ParsedCommand(CommandHeader header, Octets packet) {
        this.header = header;
        this.packet = packet;
    }

    public CommandHeader header() {
        return header;
    }

    /** The octets from CPL to the end. */
    public Octets packet() {
        return packet;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParsedCommand p && packet.equals(p.packet);
    }

    @Override
    public int hashCode() {
        return packet.hashCode();
    }

    /** Without the octets, which may hold a PIN where nothing is ciphered. */
    @Override
    public String toString() {
        return "ParsedCommand[" + header + ", " + packet.length() + " octets]";
    }
}
