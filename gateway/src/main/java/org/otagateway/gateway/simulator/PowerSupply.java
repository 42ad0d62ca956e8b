// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

/** Whether a card keeps its power while it takes a packet. */
@FunctionalInterface
interface PowerSupply {
    /** Asked once a counter is stored: true where the card loses its power there. */
    boolean failsBeforeTheScript();

    /** Asked once a packet is answered: true where the card is reset then. */
    default boolean failsAfterTheAnswer() {
        return false;
    }
}
