// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.util.List;

/** What an event asks for beside the new state, within the same commit. */
public sealed interface Action {
    /** Spend the next counter for a new packet, durably, and send it once committed. */
    record Spend(AttemptKind kind, boolean leap) implements Action {}

    /** Send all segments of the packet, the same octets; the new round is already in the state. */
    record Send() implements Action {}

    /** Send these segments of the last round again. */
    record SendParts(List<Integer> parts) implements Action {
        public SendParts {
            parts = List.copyOf(parts);
        }
    }

    /** The older unresolved packets of the domain go first; wait for the domain meanwhile. */
    record ChaseOlder() implements Action {}

    /** A verified PoR placed the card's counter at this value. */
    record Place(long counter) implements Action {}

    /** The card is proven to have gone past this value. */
    record Resolve(long counter) implements Action {}

    /** This step of the plan did what it should: what its proof changes is changed now. */
    record Proven(int step) implements Action {}

    /** A verified 02 came where the card's counter may be above ours: it is looked for. */
    record Behind() implements Action {}
}
