// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a journal tells of one card. */
final class CardTrace {
    /** From "key version/counter" to the SHA-256 of the packet that carried it. */
    final Map<String, String> packets = new HashMap<>(4);

    /** Counters that the card stored, whether or not the script ran. */
    final Set<Long> accepted = new HashSet<>(4);

    /** AIDs of the packages and applications on the card after the last script of a security domain. */
    Set<String> installed = Set.of();

    /** Response packets with status 00, in hexadecimal. */
    final Set<String> proofs = new HashSet<>(4);

    /** A short message with one of {@link #proofs} was acknowledged by the gateway. */
    boolean proven;

    final List<Execution> executions = new ArrayList<>(1);

    /** One run of a script. */
    record Execution(String digest, long counter, int commandsExecuted, String statusWord) {}
}
