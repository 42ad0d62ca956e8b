// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import org.otagateway.packet.bytes.Octets;

/**
 * Octets from the SMSC that are no PDU we understand, kept as they came.
 *
 * @param octets the PDU, or the start of it where it is too long to be kept
 * @param why for people: what was expected and where
 */
public record UnreadablePdu(Octets octets, String why) {}
