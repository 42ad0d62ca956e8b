// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.OptionalInt;

/** A bind that did not come about. The message is one line for people and holds no secret. */
public final class LinkException extends Exception {
    /** Why there is no bind. */
    public enum Reason {
        /** No connection: unknown host, refused, timed out. */
        UNREACHABLE,
        /** The SMSC answered with a command_status other than 0. */
        REFUSED,
        /** Connected, but no bind response in time, or the connection was closed before one. */
        NO_ANSWER,
        /** The answer is none to a bind. */
        BAD_ANSWER
    }

    private final Reason reason;
    private final int commandStatus;

    /** A bind without an answer that carries a command_status. */
    public LinkException(Reason reason, String message) {
        super(message);
        this.reason = reason;
        this.commandStatus = 0;
    }

    /** A bind refused with {@code commandStatus}. */
    public LinkException(String message, int commandStatus) {
        super(message);
        this.reason = Reason.REFUSED;
        this.commandStatus = commandStatus;
    }

    public Reason reason() {
        return reason;
    }

    /** The command_status of a refused bind. */
    public OptionalInt commandStatus() {
        return reason == Reason.REFUSED ? OptionalInt.of(commandStatus) : OptionalInt.empty();
    }
}
