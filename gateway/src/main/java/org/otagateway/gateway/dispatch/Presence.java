// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.delivery.SignsOfLife;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;

/** Takes in from outside that cards were seen: from an operator, or from the network's own events. */
public final class Presence {
    /** Cards that may have one number, or one IMSI. */
    private static final int MOST_CARDS = 4;

    private final Store store;
    private final SignsOfLife signs;
    private final InstantSource clock;
    private final Consumer<Effects> committed;

    /** @param committed learns what each commit left to be done */
    public Presence(
            Store store,
            JobContexts contexts,
            PacketSource packets,
            InstantSource clock,
            RandomGenerator random,
            Consumer<Effects> committed) {
        this.store = store;
        this.signs = new SignsOfLife(new DeliveryEngine(contexts, packets, random));
        this.clock = clock;
        this.committed = committed;
    }

    /** By what a card is named. */
    public enum By {
        ICCID,
        /** An international number. */
        MSISDN,
        IMSI
    }

    /**
     * A card was seen.
     *
     * @param by what {@code name} is
     * @param name digits
     * @param when it was seen; null: now
     */
    public record Sighting(By by, String name, @Nullable Instant when) {}

    /**
     * What sightings came to.
     *
     * @param sightings that were taken in
     * @param unknown of them: no card of the store has the name
     * @param forward deliveries whose next send was brought forward
     */
    public record Result(long sightings, long unknown, long forward) {
        public static final Result NONE = new Result(0, 0, 0);

        public Result plus(Result other) {
            return new Result(sightings + other.sightings, unknown + other.unknown, forward + other.forward);
        }
    }

    private record Taken(Effects effects, Result result) {}

    /** Takes in one page of sightings, in one transaction. */
    public Result take(List<Sighting> page) {
        Taken taken = store.submit(tx -> take(tx, page)).join();
        committed.accept(taken.effects);
        return taken.result;
    }

    private Taken take(Transaction tx, List<Sighting> page) {
        Effects effects = new Effects();
        Instant now = clock.instant();
        Occasion occasion = new Occasion(tx, now, false, effects);
        long unknown = 0;
        long forward = 0;
        for (Sighting sighting : page) {
            List<Card> cards = cards(tx, sighting);
            unknown += cards.isEmpty() ? 1 : 0;
            Instant when = sighting.when();
            for (Card card : cards) {
                forward += signs.seen(occasion, card.id(), when == null || when.isAfter(now) ? now : when);
            }
        }
        return new Taken(effects, new Result(page.size(), unknown, forward));
    }

    private static List<Card> cards(Transaction tx, Sighting sighting) {
        return switch (sighting.by()) {
            case MSISDN -> tx.cards().listByMsisdn(sighting.name(), MOST_CARDS);
            case IMSI -> tx.cards().listByImsi(sighting.name(), MOST_CARDS);
            case ICCID -> {
                Card card = tx.cards().findByIccid(sighting.name());
                yield card == null ? List.of() : List.of(card);
            }
        };
    }
}
