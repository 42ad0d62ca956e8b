// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.util.HexFormat;
import java.util.OptionalInt;
import org.otagateway.smpp.pdu.CommandStatus;

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

    /** A bind that the SMSC did not answer, or not as one. */
    public LinkException(Reason reason, String message) {
        this(reason, message, 0);
    }

    private LinkException(Reason reason, String message, int commandStatus) {
        super(message);
        this.reason = reason;
        this.commandStatus = commandStatus;
    }

    /**
     * A bind that the SMSC refused.
     *
     * @param who names the link in the message
     */
    public static LinkException refused(String who, int commandStatus) {
        return new LinkException(
                Reason.REFUSED,
                who + ": bind refused: "
                        + HexFormat.of().withUpperCase().toHexDigits(commandStatus)
                        + CommandStatus.of(commandStatus)
                                .map(known -> " " + known)
                                .orElse(""),
                commandStatus);
    }

    public Reason reason() {
        return reason;
    }

    /** The command_status of a refused bind. */
    public OptionalInt commandStatus() {
        return reason == Reason.REFUSED ? OptionalInt.of(commandStatus) : OptionalInt.empty();
    }

    /** Trying again soon is of no use, and may lock the account: the SMSC does not know us so. */
    boolean isForGood() {
        return reason == Reason.REFUSED
                && (commandStatus == CommandStatus.ESME_RINVPASWD.code()
                        || commandStatus == CommandStatus.ESME_RINVSYSID.code()
                        || commandStatus == CommandStatus.ESME_RINVSYSTYP.code());
    }
}
