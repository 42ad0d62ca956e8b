// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.store.Store;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.link.Acknowledgement;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.UnreadablePdu;
import org.otagateway.smpp.receipt.DeliveryReceipt;

/**
 * The incoming side. Each receipt and message is one unit of work, acknowledged after the commit that holds it (design
 * rule 8), and refused for now while too much waits for the store.
 */
public final class Correlator {
    /** How long the other parts of a message are waited for. */
    public static final Duration PARTS_KEPT = Duration.ofHours(1);

    private static final int MOST_QUEUED = 20_000;
    /** Unreadable PDUs of an hour that are kept as events; all are counted. */
    private static final int UNREADABLE_SHOWN = 200;

    private static final int OCTETS_SHOWN = 256;

    private final Store store;
    private final InstantSource clock;
    private final Receipts receipts;
    private final IncomingMessages messages;
    private final Consumer<Effects> committed;
    private final CorrelationCounters counters = new CorrelationCounters();
    private final Map<String, CorrelationCounters> ofLinks = new ConcurrentHashMap<>();
    private final HourlyQuota shown = new HourlyQuota(UNREADABLE_SHOWN);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();

    /** @param committed learns, on the writer's thread, what each commit left to be done */
    public Correlator(
            Store store, InstantSource clock, Receipts receipts, Responses responses, Consumer<Effects> committed) {
        this.store = store;
        this.clock = clock;
        this.receipts = receipts;
        this.messages = new IncomingMessages(responses);
        this.committed = committed;
    }

    /** What was found of all that came in. */
    public CorrelationCounters counters() {
        return counters;
    }

    /** What was found of what came over one link. */
    public CorrelationCounters counters(String link) {
        return ofLinks.computeIfAbsent(link, name -> new CorrelationCounters());
    }

    /** The most PDUs that waited for their commit at one time, since this was asked last. */
    public int mostWaiting() {
        return mostWaiting.getAndSet(0);
    }

    private void receipt(String link, DeliveryReceipt receipt, String sender, Acknowledgement acknowledgement) {
        take(link, acknowledgement, occasion -> {
            receipts.take(occasion, link, receipt, sender);
            messages.take(occasion, receipt, sender);
        });
    }

    private void message(String link, IncomingMessage message, String sender, Acknowledgement acknowledgement) {
        take(link, acknowledgement, occasion -> messages.take(occasion, message, sender));
    }

    private void unreadable(String link, UnreadablePdu pdu, Acknowledgement acknowledgement) {
        take(link, acknowledgement, occasion -> {
            occasion.effects().found(Effects.Finding.MALFORMED);
            if (shown.allows(occasion.now())) {
                occasion.tx().events().append(occasion.now(), null, null, "unreadable", text(pdu));
            }
        });
    }

    /** Why, and the octets, cut where they are many. */
    private static String text(UnreadablePdu pdu) {
        Octets octets = pdu.octets();
        int shown = Math.min(octets.length(), OCTETS_SHOWN);
        return pdu.why() + ": " + octets.slice(0, shown).toHex() + (shown < octets.length() ? "…" : "");
    }

    private void take(String link, Acknowledgement acknowledgement, Consumer<Occasion> work) {
        if (store.queued() > MOST_QUEUED) {
            acknowledgement.later();
            return;
        }
        mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
        var unused = store.submit(tx -> {
                    Effects effects = new Effects();
                    work.accept(new Occasion(tx, clock.instant(), false, effects));
                    return effects;
                })
                .whenComplete((effects, failure) -> {
                    waiting.decrementAndGet();
                    if (failure != null) {
                        acknowledgement.refuse();
                    } else {
                        acknowledgement.durable();
                        counters.add(effects);
                        counters(link).add(effects);
                        committed.accept(effects);
                    }
                });
    }

    /**
     * What a link talks to.
     *
     * @param international how the link makes a number international
     * @param state learns of each change of the link's state
     * @param headroom learns that there is room to submit
     */
    public LinkListener listener(
            String link,
            UnaryOperator<String> international,
            BiConsumer<LinkState, @Nullable String> state,
            Runnable headroom) {
        return new LinkListener() {
            @Override
            public void receipt(DeliveryReceipt receipt, Acknowledgement acknowledgement) {
                Correlator.this.receipt(link, receipt, international.apply(receipt.source()), acknowledgement);
            }

            @Override
            public void message(IncomingMessage message, Acknowledgement acknowledgement) {
                String sender = international.apply(message.source().number());
                Correlator.this.message(link, message, sender, acknowledgement);
            }

            @Override
            public void unreadable(UnreadablePdu pdu, Acknowledgement acknowledgement) {
                Correlator.this.unreadable(link, pdu, acknowledgement);
            }

            @Override
            public void state(LinkState now, @Nullable String why) {
                state.accept(now, why);
            }

            @Override
            public void headroom(int segments) {
                headroom.run();
            }
        };
    }
}
