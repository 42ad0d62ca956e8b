// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.time.Duration;
import java.time.Instant;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.SignsOfLife;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.DeliveryEvent.ReceiptKind;
import org.otagateway.gateway.outcome.SubmissionState;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.Correlations.ParkedReceipt;
import org.otagateway.gateway.store.Correlations.Reference;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

/** Matches receipts to segments by (link, message id), whichever of receipt and submit_sm_resp comes first. */
public final class Receipts {
    /** Receipts of an hour that may wait for the answers to their submits; a flood of foreign ones fills no store. */
    private static final int MOST_PARKED = 200_000;

    private static final int SHORTEST_MSISDN = 7;

    private final DeliveryEngine engine;
    private final SignsOfLife signs;
    private final HourlyQuota parked = new HourlyQuota(MOST_PARKED);

    public Receipts(DeliveryEngine engine) {
        this.engine = engine;
        this.signs = new SignsOfLife(engine);
    }

    /**
     * Takes in a receipt: for the segment it names, or parked until that is known.
     *
     * @param sender the number it came from, international
     */
    void take(Occasion occasion, String link, DeliveryReceipt receipt, String sender) {
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
            ParkedReceipt early = new ParkedReceipt(state.word(), receipt.error(), sender);
            occasion.tx().correlations().park(link, receipt.messageId(), early, occasion.now());
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
            if (mayConcern(occasion, early.sender(), reference)) {
                apply(occasion, reference, early.state(), early.error());
            } else {
                occasion.tx()
                        .events()
                        .append(occasion.now(), null, reference.attemptId(), "foreign-receipt", early.state());
            }
        }
    }

    /**
     * Whether a receipt that came before its message id may be for the packet: another card's number says that it is not, an
     * id that the SMSC used again. What is too short for a card, or no number, is the SMSC's or ours, and says nothing.
     */
    private static boolean mayConcern(Occasion occasion, String sender, Reference reference) {
        boolean number = sender.length() >= SHORTEST_MSISDN && sender.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number) {
            return true;
        }
        AttemptRow attempt = occasion.tx().attempts().find(reference.attemptId());
        Card card = attempt == null ? null : occasion.tx().cards().find(attempt.cardId());
        return card == null || card.msisdn().equals(sender);
    }

    private void apply(Occasion occasion, Reference reference, String word, String error) {
        AttemptRow attempt = occasion.tx().attempts().find(reference.attemptId());
        if (attempt != null) {
            ReceiptKind kind = kind(word);
            Instant answered = attempt.packet().answeredAt();
            if (kind != ReceiptKind.INTERMEDIATE && answered != null) {
                occasion.effects().receiptAfter(Duration.between(answered, occasion.now()));
            }
            if (kind != ReceiptKind.INTERMEDIATE && !hadFinal(attempt, reference)) {
                String shown =
                        reference.round() + "/" + reference.part() + " " + word + (error.isEmpty() ? "" : " " + error);
                occasion.tx().events().append(occasion.now(), attempt.deliveryId(), attempt.id(), "receipt", shown);
            }
            engine.apply(
                    occasion,
                    attempt,
                    new DeliveryEvent.Receipt(reference.round(), reference.part(), kind, word, error));
            boolean healthy = attempt.packet().underWay() && attempt.packet().failedAt() == null;
            if (kind == ReceiptKind.DELIVERED && !healthy) {
                int unused = signs.seen(occasion, attempt.cardId(), occasion.now());
            }
        }
    }

    /** An SMSC may say it again and again; once is kept. */
    private static boolean hadFinal(AttemptRow attempt, Reference reference) {
        return attempt.packet().submissions().stream()
                .anyMatch(segment -> segment.round() == reference.round()
                        && segment.part() == reference.part()
                        && (segment.state() == SubmissionState.DELIVERED
                                || segment.state() == SubmissionState.NOT_DELIVERED));
    }

    private static ReceiptKind kind(String word) {
        MessageState state = MessageState.ofWord(word).orElse(MessageState.UNKNOWN);
        if (!state.isFinal()) {
            return ReceiptKind.INTERMEDIATE;
        }
        return state == MessageState.DELIVERED ? ReceiptKind.DELIVERED : ReceiptKind.NOT_DELIVERED;
    }
}
