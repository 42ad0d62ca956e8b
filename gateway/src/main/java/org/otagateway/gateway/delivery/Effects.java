// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.otagateway.gateway.outcome.Outcome;

/** What a unit of work leaves to be done, or told, after its commit. Made anew each time the work runs. */
public final class Effects {
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final List<OutcomeChange> changes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private int leaps;
    private final List<Duration> receiptDelays = new ArrayList<>();
    private final List<Duration> responseDelays = new ArrayList<>();

    /** What became of something that came in. */
    public enum Finding {
        /** A receipt for a segment of ours. */
        RECEIPT,
        /** A receipt whose submit_sm_resp is not stored yet, or that is not ours. */
        PARKED,
        /** A part of a message that is not whole yet. */
        PART,
        /** A PoR that belongs to a packet. */
        MATCHED,
        /** A PoR that says again what is known. */
        DUPLICATE,
        /** An unprotected PoR where one packet was under way. */
        HINT,
        /** A PoR whose check fails under every key in question. */
        FORGED,
        /** A PoR that belongs to no packet of ours. */
        UNMATCHED,
        /** A message that is no PoR. */
        OTHER,
        /** Octets that break the rules of what they say they are. */
        MALFORMED
    }

    /** A delivery whose outcome turned. */
    public record OutcomeChange(long jobId, Outcome before, Outcome after) {}

    /** What was found, for counting. */
    public List<Finding> findings() {
        return findings;
    }

    /** Counters that leapt to where the card's may be. */
    public int leaps() {
        return leaps;
    }

    void leapt() {
        leaps++;
    }

    /** Notes what was found. */
    public void found(Finding finding) {
        findings.add(finding);
    }

    /** How long final receipts took, from the answer to the last segment of their packet. */
    public List<Duration> receiptDelays() {
        return receiptDelays;
    }

    /** A final receipt came that long after its packet was taken. */
    public void receiptAfter(Duration delay) {
        receiptDelays.add(delay);
    }

    /** How long PoRs took, from the answer to the last segment of their packet. */
    public List<Duration> responseDelays() {
        return responseDelays;
    }

    /** A PoR came that long after its packet was taken. */
    public void responseAfter(Duration delay) {
        responseDelays.add(delay);
    }

    /** Packets to submit. */
    public List<Outgoing> outgoing() {
        return outgoing;
    }

    /** Outcomes that turned. */
    public List<OutcomeChange> changes() {
        return changes;
    }

    void add(Outgoing packet) {
        outgoing.add(packet);
    }

    void add(OutcomeChange change) {
        changes.add(change);
    }

    /** Short messages in {@link #outgoing}. */
    public int segments() {
        return outgoing.stream().mapToInt(packet -> packet.parts().size()).sum();
    }
}
