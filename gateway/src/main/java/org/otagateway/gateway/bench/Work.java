// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

/** What is done to a packet. */
public enum Work {
    SEAL_COMMAND("seal command"),
    OPEN_COMMAND("open command"),
    SEAL_RESPONSE("seal response"),
    OPEN_RESPONSE("open response");

    private final String label;

    Work(String label) {
        this.label = label;
    }

    /** For people. */
    public String label() {
        return label;
    }

    boolean seals() {
        return this == SEAL_COMMAND || this == SEAL_RESPONSE;
    }

    boolean commands() {
        return this == SEAL_COMMAND || this == OPEN_COMMAND;
    }
}
