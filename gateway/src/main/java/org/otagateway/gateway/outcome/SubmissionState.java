// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/** What is known of one segment of one send; the codes are those of the store. */
public enum SubmissionState {
    /** Durable before it goes out; without an answer yet. */
    INTENDED(0),
    /** Refused for now, or certainly not written: the same segment goes out again while the send is valid. */
    DEFERRED(1),
    /** The SMSC took it. */
    ACCEPTED(2),
    /** No answer: the SMSC may have it. */
    UNKNOWN(3),
    /** The SMSC will not take it: this copy never existed. */
    REFUSED(4),
    /** Final receipt: the terminal acknowledged. */
    DELIVERED(5),
    /** Final receipt: the SMSC gave up. The card may have it all the same. */
    NOT_DELIVERED(6);

    private static final SubmissionState[] BY_CODE = values();

    private final int code;

    SubmissionState(int code) {
        this.code = code;
    }

    /** The code in the store, 0…6. */
    public int code() {
        return code;
    }

    /** The SMSC has said what it says, or nothing can come any more. */
    boolean answered() {
        return this != INTENDED && this != DEFERRED;
    }

    /** No copy is in the network any longer: it had its final receipt, or never existed. */
    boolean ended() {
        return this == REFUSED || this == DELIVERED || this == NOT_DELIVERED;
    }

    /** This send will not reach the card as a whole, as far as the SMSC says. */
    boolean failing() {
        return this == REFUSED || this == NOT_DELIVERED || this == UNKNOWN;
    }

    /** @throws IllegalArgumentException where no state has this code */
    public static SubmissionState ofCode(int code) {
        for (SubmissionState state : BY_CODE) {
            if (state.code == code) {
                return state;
            }
        }
        throw new IllegalArgumentException("submission state: expected 0 to 6, got " + code);
    }
}
