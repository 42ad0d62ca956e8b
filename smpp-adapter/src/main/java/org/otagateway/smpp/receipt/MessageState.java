// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.receipt;

import java.util.Locale;
import java.util.Optional;

/**
 * What became of a message, SMPP 3.4 clause 5.2.28 (message_state) and appendix B (the word in a receipt's text). None
 * of these says what the card did.
 */
public enum MessageState {
    /** Waits for its time (SMPP 5.0 clause 4.7.15). */
    SCHEDULED(0, "SCHEDLD", false),
    /** Under way. */
    ENROUTE(1, "ENROUTE", false),
    /** The terminal acknowledged. */
    DELIVERED(2, "DELIVRD", true),
    /** The validity period ended. */
    EXPIRED(3, "EXPIRED", true),
    /** Deleted at the SMSC. */
    DELETED(4, "DELETED", true),
    /** Cannot be delivered. */
    UNDELIVERABLE(5, "UNDELIV", true),
    /** Taken; several SMSCs say so before they deliver, so it is not final. */
    ACCEPTED(6, "ACCEPTD", false),
    /** The SMSC does not know; it proves no end, so it is not final. */
    UNKNOWN(7, "UNKNOWN", false),
    /** Refused by the SMSC. */
    REJECTED(8, "REJECTD", true),
    /** Skipped (SMPP 5.0 clause 4.7.15). */
    SKIPPED(9, "SKIPPED", true);

    private static final int ABBREVIATED = 5;

    private final int code;
    private final String word;
    private final boolean last;

    MessageState(int code, String word, boolean last) {
        this.code = code;
        this.word = word;
        this.last = last;
    }

    /** The value of the parameter message_state, one octet. */
    public int code() {
        return code;
    }

    /** The word in the text of a receipt, seven characters. */
    public String word() {
        return word;
    }

    /** No other state follows: the SMSC tries no more. */
    public boolean isFinal() {
        return last;
    }

    /** The state of a code, where it is one. */
    public static Optional<MessageState> ofCode(int code) {
        for (MessageState state : values()) {
            if (state.code == code) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    /** The state of a word in any case, spelled out or cut after five characters or more, where it is one. */
    public static Optional<MessageState> ofWord(String word) {
        String wanted = word.strip().toUpperCase(Locale.ROOT);
        if (wanted.length() < ABBREVIATED) {
            return Optional.empty();
        }
        for (MessageState state : values()) {
            if (state.word.startsWith(wanted)
                    || state.name().startsWith(wanted)
                    || wanted.startsWith(state.word.substring(0, ABBREVIATED))) {
                return Optional.of(state);
            }
        }
        return wanted.startsWith("BUFFE") || wanted.startsWith("BUFFR") ? Optional.of(ENROUTE) : Optional.empty();
    }
}
