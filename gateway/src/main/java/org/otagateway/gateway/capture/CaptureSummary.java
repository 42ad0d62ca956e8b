// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.util.Optional;

/**
 * What there was in a capture.
 *
 * @param messages PDUs and card commands
 * @param repeated octets of TCP that came again
 * @param missing octets of TCP that were not captured, in connections that carry SMPP
 * @param unread frames that are no IP, or a fragment of it, or of an unknown link
 * @param fragments those of them that are fragments of IP
 * @param fault why the file ended before its end
 */
public record CaptureSummary(
        long frames, long messages, long repeated, long missing, long unread, long fragments, Optional<String> fault) {}
