// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import java.util.List;
import java.util.Map;
import org.otagateway.smpp.link.LinkState;

/**
 * Whether a daemon can do its work now.
 *
 * @param reasons why it cannot; empty: it can
 * @param links the state of each link, in the order of the settings; empty while there is no store
 */
public record Health(List<String> reasons, Map<String, LinkState> links) {
    public boolean ready() {
        return reasons.isEmpty();
    }
}
