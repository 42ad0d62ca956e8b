// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** message_state (SMPP 3.4 clause 5.2.28) with the word of the receipt's text (appendix B). */
public enum MessageState {
    ENROUTE(1, "ENROUTE"),
    DELIVERED(2, "DELIVRD"),
    EXPIRED(3, "EXPIRED"),
    DELETED(4, "DELETED"),
    UNDELIVERABLE(5, "UNDELIV"),
    ACCEPTED(6, "ACCEPTD"),
    UNKNOWN(7, "UNKNOWN"),
    REJECTED(8, "REJECTD");

    private final int code;
    private final String word;

    MessageState(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /** The value of the message_state TLV, one octet. */
    public int code() {
        return code;
    }

    /** The word after {@code stat:}. */
    public String word() {
        return word;
    }
}
