// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.DeliveryEvent.ReceiptKind;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.Correlations.ParkedReceipt;
import org.otagateway.gateway.store.Correlations.Reference;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

/** Matches receipts to segments by (link, message id), whichever of receipt and submit_sm_resp comes first. */
public final class Receipts {
    /** Receipts of an hour that may wait for the answers to their submits; a flood of foreign ones fills no store. */
    private static final int MOST_PARKED = 200_000;

    private final DeliveryEngine engine;
    private final HourlyQuota parked = new HourlyQuota(MOST_PARKED);

    public Receipts(DeliveryEngine engine) {
        this.engine = engine;
    }

    /** Takes in a receipt: for the segment it names, or parked until that is known. */
    void take(Occasion occasion, String link, DeliveryReceipt receipt) {
        MessageState state = receipt.intermediate() ? MessageState.ENROUTE : receipt.state();
        if (receipt.messageId().isEmpty()) {
            occasion.effects().found(Effects.Finding.UNMATCHED);
            return;
        }
        Reference reference = occasion.tx().correlations().find(link, receipt.messageId(), occasion.now());
        if (reference == null && !parked.allows(occasion.now())) {
            occasion.effects().found(Effects.Finding.UNMATCHED);
            return;
        }
        if (reference == null) {
            occasion.tx()
                    .correlations()
                    .park(link, receipt.messageId(), new ParkedReceipt(state.word(), receipt.error()), occasion.now());
            occasion.effects().found(Effects.Finding.PARKED);
            return;
        }
        occasion.effects().found(Effects.Finding.RECEIPT);
        apply(occasion, reference, state.word(), receipt.error());
    }

    /** Stores the message id of a segment that the SMSC took, and takes in the receipts that came before it. */
    public void accepted(Occasion occasion, String link, String messageId, Reference reference) {
        if (messageId.isEmpty()) {
            return;
        }
        occasion.tx().correlations().put(link, messageId, reference, occasion.now());
        for (ParkedReceipt early : occasion.tx().correlations().takeParked(link, messageId, occasion.now())) {
            apply(occasion, reference, early.state(), early.error());
        }
    }

    private void apply(Occasion occasion, Reference reference, String word, String error) {
        AttemptRow attempt = occasion.tx().attempts().find(reference.attemptId());
        if (attempt != null) {
            engine.apply(
                    occasion,
                    attempt,
                    new DeliveryEvent.Receipt(reference.round(), reference.part(), kind(word), word, error));
        }
    }

    private static ReceiptKind kind(String word) {
        MessageState state = MessageState.ofWord(word).orElse(MessageState.UNKNOWN);
        if (!state.isFinal()) {
            return ReceiptKind.INTERMEDIATE;
        }
        return state == MessageState.DELIVERED ? ReceiptKind.DELIVERED : ReceiptKind.NOT_DELIVERED;
    }
}
