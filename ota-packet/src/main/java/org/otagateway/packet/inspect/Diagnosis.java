// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;

/**
 * What came of looking for the reason why a check fails.
 *
 * @param matches under what other assumptions the check matches, the likeliest first; empty where none was found
 * @param tried what was tried
 * @param shortened why not all was tried and how it is, for people; empty where all was, or a match was found before
 */
public record Diagnosis(List<String> matches, List<String> tried, String shortened) {
    public Diagnosis {
        matches = List.copyOf(matches);
        tried = List.copyOf(tried);
    }
}
