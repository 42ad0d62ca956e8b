// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/** What happened to a packet, and how it was made, as bits of one number in the store. */
public enum PacketMark {
    /** An unverified PoR held back the next send once (design rule 6). */
    HINTED(1),
    /** A verified 02 that proves that the card took the packet (design rule 4). */
    TAKEN(2),
    /** A verified 02 that proves nothing: no further copy can run. */
    REPLAYED(4),
    /** A verified refusal after which sending the same again is of no use. */
    USELESS(8),
    /** Its outcome is known but for a 00 that was overtaken: the grace period runs. */
    SETTLING(16),
    /** A verified 00. */
    DONE(32),
    /** The placement that made a 02 a proof was the operator's word. */
    OPERATORS_WORD(64),
    /** A PoR that verified, whatever its status. */
    ANSWERED(128),
    /** Rounds of it go out only to fill the gap before a successor (counter setting 11). */
    CHASED(256),
    /** A PoR whose check did not verify, where none was asked for. */
    HEARD(512),
    /** The link for which it was made wants the PoR as an SMS-SUBMIT, whatever the application says. */
    BY_SUBMIT(1024),
    /** The link for which it was made wants the PoR in the delivery report, whatever the application says. */
    BY_REPORT(2048);

    private final int bit;

    PacketMark(int bit) {
        this.bit = bit;
    }

    /** The one bit. */
    public int bit() {
        return bit;
    }
}
