// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Octets;

/**
 * A response packet whose clear header is read; the rest waits for the security that was asked for and for keys. {@link
 * ResponseCodec#parse} makes it.
 *
 * @param checkLength octets of RC/CC as RHL says: 0, 2, 4 or 8
 * @param packet from RPL to the end
 */
public record ParsedResponse(Tar tar, int checkLength, Octets packet) {}
