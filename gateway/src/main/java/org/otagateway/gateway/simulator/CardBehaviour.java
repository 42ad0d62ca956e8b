// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

/**
 * Where cards of different makers differ.
 *
 * @param replayAnswer what a card answers to a counter that is too low
 * @param padding what fills the last block of a response
 * @param counterDomain what has a stored counter of its own
 * @param storesUncheckedCounter under counter setting 01 the card sets its counter from the packet's, downwards too
 * @param assemblesReferenceZero a message concatenated under reference 0 is put together
 * @param maxReport octets of user data that a DELIVER-REPORT takes, up to 159; a longer response goes by SMS-SUBMIT
 * @param reportsError the card answers the ENVELOPE with 62xx, so that the terminal reports an error although the script
 *     ran
 * @param exactLengths READ RECORD with fewer octets than the record has gets 6Cxx, as one with more always does
 */
public record CardBehaviour(
        ReplayAnswer replayAnswer,
        ResponsePadding padding,
        CounterDomain counterDomain,
        boolean storesUncheckedCounter,
        boolean assemblesReferenceZero,
        int maxReport,
        boolean reportsError,
        boolean exactLengths) {
    /** A card that keeps to the standard. */
    public static final CardBehaviour STANDARD = new CardBehaviour(
            ReplayAnswer.COUNTER_LOW, ResponsePadding.ZEROS, CounterDomain.KEY_VERSION, false, true, 140, false, false);

    /** A card that gives part of a record. */
    public CardBehaviour(
            ReplayAnswer replayAnswer,
            ResponsePadding padding,
            CounterDomain counterDomain,
            boolean storesUncheckedCounter,
            boolean assemblesReferenceZero,
            int maxReport,
            boolean reportsError) {
        this(
                replayAnswer,
                padding,
                counterDomain,
                storesUncheckedCounter,
                assemblesReferenceZero,
                maxReport,
                reportsError,
                false);
    }

    public CardBehaviour {
        if (maxReport < 16) {
            throw new IllegalArgumentException("DELIVER-REPORT: expected at least 16 octets, got " + maxReport);
        }
    }

    /** What a card answers to a counter that is too low. */
    public enum ReplayAnswer {
        /** Status 02 with the security that was asked for. */
        COUNTER_LOW,
        /** Status 06 without any security and with counter 0, as some do whatever was asked for. */
        UNIDENTIFIED_UNPROTECTED,
        /** Nothing. */
        SILENT,
        /** Cards with an odd ICCID, its last digit looked at, as COUNTER_LOW, the others as UNIDENTIFIED_UNPROTECTED. */
        MIXED;

        /** What this card answers. */
        ReplayAnswer of(String iccid) {
            if (this != MIXED) {
                return this;
            }
            return (iccid.charAt(iccid.length() - 1) & 1) == 1 ? COUNTER_LOW : UNIDENTIFIED_UNPROTECTED;
        }
    }

    /** What fills the last block of a response. */
    public enum ResponsePadding {
        /** Octets 00. */
        ZEROS,
        /** 80 00 … under AES, 00 … under DES. */
        ISO_9797_UNDER_AES,
        /** 80 00 … */
        ISO_9797
    }

    /** What has a stored counter of its own. */
    public enum CounterDomain {
        KEY_VERSION,
        TAR
    }
}
