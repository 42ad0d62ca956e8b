// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.util.List;

/**
 * What a run of {@link SmppBench} found.
 *
 * @param idleOurs median nanoseconds from submit to result where nothing else is under way
 * @param idleBare the same of the bare loop
 */
public record SmppFigures(List<Case> cases, long idleOurs, long idleBare) {
    public SmppFigures {
        cases = List.copyOf(cases);
    }

    /**
     * One comparison.
     *
     * @param window segments without an answer of each bind, and threads of each session of the bare loop
     * @param ours segments answered a second over a link
     * @param bare the same by the bare loop
     */
    public record Case(int binds, int window, double ours, double bare) {
        /** How many times as fast the link is. */
        public double ratio() {
            return ours / bare;
        }
    }
}
