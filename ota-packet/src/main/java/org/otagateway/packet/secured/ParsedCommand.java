// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Octets;

/**
 * A command packet whose clear header is read and whose structure is sound; the rest waits for keys. {@link
 * CommandCodec#parse} makes it.
 *
 * @param packet from CPL to the end
 */
public record ParsedCommand(CommandHeader header, Octets packet) {}
