// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.List;
import org.otagateway.gateway.capture.Captured;
import org.otagateway.packet.inspect.Inspection;

/**
 * A message of a capture, explained, and what it belongs to.
 *
 * @param captured the message; for one that was joined the last of its parts
 * @param joined whether it was joined of several messages
 * @param links what other messages it belongs to, for people
 */
public record CapturedInspection(Captured captured, Inspection inspection, boolean joined, List<String> links) {
    public CapturedInspection {
        links = List.copyOf(links);
    }
}
