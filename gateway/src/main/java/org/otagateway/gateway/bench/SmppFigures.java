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
     * One way to submit.
     *
     * @param perSecond segments answered a second
     * @param cpuNanos CPU time of the process for each of them, the peer not counted
     * @param reads system calls that read, for each; 0 where the system does not tell
     * @param writes system calls that write, for each; 0 where the system does not tell
     */
    public record Side(double perSecond, double cpuNanos, double reads, double writes) {}

    /**
     * One comparison.
     *
     * @param window segments without an answer of each bind, and threads of each session of the bare loop
     * @param ours over a link
     * @param bare by the bare loop
     */
    public record Case(int binds, int window, Side ours, Side bare) {
        /** How many times as fast the link is. */
        public double ratio() {
            return ours.perSecond() / bare.perSecond();
        }

        /** How many times as much the bare loop takes of the CPU for a segment. */
        public double cpuRatio() {
            return bare.cpuNanos() / ours.cpuNanos();
        }
    }
}
