// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** What a session may do (SMPP 3.4 clause 2.2). */
public enum BindKind {
    RECEIVER(CommandId.BIND_RECEIVER, CommandId.BIND_RECEIVER_RESP),
    TRANSMITTER(CommandId.BIND_TRANSMITTER, CommandId.BIND_TRANSMITTER_RESP),
    TRANSCEIVER(CommandId.BIND_TRANSCEIVER, CommandId.BIND_TRANSCEIVER_RESP);

    private final CommandId request;
    private final CommandId response;

    BindKind(CommandId request, CommandId response) {
        this.request = request;
        this.response = response;
    }

    /** The kind of a bind request or response; anything else is a programming error. */
    static BindKind of(CommandId command) {
        for (BindKind kind : values()) {
            if (kind.request == command || kind.response == command) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no bind: " + command);
    }

    /** The command_id of the request. */
    public CommandId request() {
        return request;
    }

    /** The command_id of the response. */
    public CommandId response() {
        return response;
    }

    /** Whether deliver_sm may be sent to the session. */
    public boolean receives() {
        return this != TRANSMITTER;
    }

    /** Whether submit_sm may come from the session. */
    public boolean transmits() {
        return this != RECEIVER;
    }
}
