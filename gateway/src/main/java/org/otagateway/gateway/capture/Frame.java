// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

/**
 * One packet of a capture file.
 *
 * @param number from 1, as Wireshark counts
 * @param micros since 1970-01-01T00:00Z; 0 where the file does not say
 * @param linkType LINKTYPE of the interface, 0…65535
 * @param octets as captured
 * @param length octets on the wire, perhaps more than were captured
 */
record Frame(long number, long micros, int linkType, Slice octets, long length) {}
