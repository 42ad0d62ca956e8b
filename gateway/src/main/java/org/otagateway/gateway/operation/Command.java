// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;

/**
 * A command of a plan.
 *
 * @param apdu what is sent
 * @param name of it for people; no value of a card is in it
 * @param repeatable executing it twice does no harm
 * @param reading what its answer is; null where nobody asks
 * @param lengthOpen the card may ask for another Le with 6Cxx
 * @param verifies a secret: a wrong one costs a try each time
 */
record Command(
        CommandApdu apdu,
        String name,
        boolean repeatable,
        @Nullable Reading reading,
        boolean lengthOpen,
        boolean verifies) {
    /** A command that changes the card, and does it no harm twice where {@code repeatable}. */
    static Command of(CommandApdu apdu, String name, boolean repeatable) {
        return new Command(apdu, name, repeatable, null, false, false);
    }

    /** A command whose answer is read. */
    static Command reading(CommandApdu apdu, String name, Reading reading, boolean lengthOpen) {
        return new Command(apdu, name, true, reading, lengthOpen, false);
    }

    /** A command that verifies a secret. */
    static Command verifying(CommandApdu apdu, String name) {
        return new Command(apdu, name, true, null, false, true);
    }

    /** Without the data, which may be a secret. */
    @Override
    public String toString() {
        return "Command[" + name + "]";
    }
}
