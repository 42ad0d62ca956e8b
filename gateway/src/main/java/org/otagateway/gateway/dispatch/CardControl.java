// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;

/** What an operator does to a card; needs no link. */
public final class CardControl {
    private final Store store;
    private final DeliveryEngine engine;
    private final InstantSource clock;
    private final Consumer<Effects> committed;

    /** @param committed learns what each commit left to be done */
    public CardControl(
            Store store,
            JobContexts contexts,
            PacketSource packets,
            InstantSource clock,
            RandomGenerator random,
            Consumer<Effects> committed) {
        this.store = store;
        this.engine = new DeliveryEngine(contexts, packets, random);
        this.clock = clock;
        this.committed = committed;
    }

    private record Moved(@Nullable Card card, Effects effects) {}

    /**
     * Moves a card to another standing. Where that is not active, its open deliveries are stopped in the same commit:
     * cancelled where no counter was spent, else sent no more (design rule 8). A card that was removed stays so until it is
     * imported again.
     *
     * @param reason the operator's words; null where there are none
     * @return the card as it is now; null where the store has none of this ICCID
     */
    public @Nullable Card move(String iccid, Standing to, @Nullable String reason) {
        Moved moved = store.submit(tx -> move(tx, iccid, to, reason)).join();
        committed.accept(moved.effects);
        return moved.card;
    }

    private Moved move(Transaction tx, String iccid, Standing to, @Nullable String reason) {
        Effects effects = new Effects();
        Card card = tx.cards().findByIccid(iccid);
        if (card == null || card.standing() == to || card.standing() == Standing.REMOVED) {
            return new Moved(card, effects);
        }
        Instant now = clock.instant();
        tx.cards().setStanding(card.id(), to, now, reason);
        if (to != Standing.ACTIVE) {
            DeliveryEngine.Occasion occasion = new DeliveryEngine.Occasion(tx, now, false, effects);
            for (DeliveryRow row : tx.deliveryStates().pendingOfCard(card.id())) {
                engine.apply(occasion, row, new DeliveryEvent.Blocked());
            }
        }
        return new Moved(Objects.requireNonNull(tx.cards().find(card.id())), effects);
    }
}
