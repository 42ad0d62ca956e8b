// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a run of the packet benchmark found; all figures are medians over its rounds.
 *
 * @param packetsChecked packets compared with vectors before the first round
 * @param openSsl thread-CPU nanoseconds by variant; empty where the program is left out
 * @param openSslMissing why it is left out; empty where it is not
 */
public record PacketFigures(
        int rounds, int packetsChecked, List<Case> cases, Map<String, Double> openSsl, String openSslMissing) {
    public PacketFigures {
        cases = List.copyOf(cases);
    }

    /**
     * One contender on one case.
     *
     * @param cpuNanos of the thread, a packet
     * @param allocated octets a packet
     */
    public record Figure(double cpuNanos, double allocated) {
        /** Packets a second of one thread that has a core to itself. */
        public double perSecond() {
            return 1e9 / cpuNanos;
        }
    }

    /**
     * @param data octets of data in the packet
     * @param ours keys at hand as objects
     * @param oursFromOctets key objects made from octets for each packet
     * @param jdkShare what the JDK's ciphers take of ours: keys set up and blocks, nothing around them
     * @param ofBouncyCastle our speed, of Bouncy Castle's: the median of the ratios of the rounds
     * @param ofOpenSsl our speed, of OpenSSL's, likewise; none where there is no such figure
     */
    public record Case(
            Algorithm algorithm,
            Work work,
            int messages,
            int data,
            Figure ours,
            Figure oursFromOctets,
            Figure bouncyCastle,
            Figure jdkShare,
            double ofBouncyCastle,
            OptionalDouble ofOpenSsl) {}
}
