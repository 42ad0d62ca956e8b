// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.smsc.Concatenation;

/**
 * The one concatenated message that a card puts together (3GPP TS 23.040 clause 9.2.3.24.1). A part of another message
 * wipes it. Not thread-safe.
 */
final class MessageBuffer {
    private final String sender;
    private final int reference;
    private final @Nullable Octets[] parts;
    private int missing;

    MessageBuffer(String sender, Concatenation concatenation) {
        this.sender = sender;
        this.reference = concatenation.reference();
        this.parts = new @Nullable Octets[concatenation.total()];
        this.missing = parts.length;
    }

    boolean takes(String from, Concatenation concatenation) {
        return sender.equals(from) && reference == concatenation.reference() && parts.length == concatenation.total();
    }

    /** Puts a part in, its user data header included; of a repeated part the last counts. Gives the whole when it is. */
    Optional<Octets> add(int part, Octets userData) {
        if (parts[part - 1] == null) {
            missing--;
        }
        parts[part - 1] = userData;
        if (missing > 0) {
            return Optional.empty();
        }
        Octets[] whole = new Octets[parts.length];
        for (int i = 0; i < whole.length; i++) {
            Octets present = parts[i] == null ? Octets.EMPTY : parts[i];
            // The header of the first part stays: it tells that this is a command packet.
            whole[i] = i == 0 ? present : present.from(1 + present.get(0));
        }
        return Optional.of(Octets.concat(whole));
    }
}
