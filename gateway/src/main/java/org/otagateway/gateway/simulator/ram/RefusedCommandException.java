// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import org.otagateway.packet.apdu.StatusWord;

/** Ends a command that the card refuses. It has no stack trace: a refusal is an everyday answer. */
final class RefusedCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int word;

    RefusedCommandException(StatusWord word) {
        super(word.toHex(), null, false, false);
        this.word = word.value();
    }

    StatusWord word() {
        return new StatusWord(word);
    }

    /** Refuses with {@code word} unless {@code holds}. */
    static void require(boolean holds, StatusWord word) throws RefusedCommandException {
        if (!holds) {
            throw new RefusedCommandException(word);
        }
    }
}
