// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

/**
 * Where in a capture something is. Kept instead of the frame, which would keep its octets.
 *
 * @param frame from 1
 * @param micros since 1970-01-01T00:00Z; 0 where the file does not say
 */
record Moment(long frame, long micros) {}
