// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.Outgoing;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.Correlations.Reference;
import org.otagateway.gateway.store.Store;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;

/** Submits packets whose commit is durable and brings the results back to the store. */
final class Submitter {
    private final Store store;
    private final DeliveryEngine engine;
    private final Receipts receipts;
    private final Routes routes;
    private final InstantSource clock;
    private final Consumer<Effects> committed;
    private final SubmitCount count;
    private final AtomicInteger underWay = new AtomicInteger();

    /** Learns of short messages written. */
    @FunctionalInterface
    interface SubmitCount {
        void submitted(long jobId, int segments);
    }

    Submitter(
            Store store,
            DeliveryEngine engine,
            Receipts receipts,
            Routes routes,
            InstantSource clock,
            Consumer<Effects> committed,
            SubmitCount count) {
        this.store = store;
        this.engine = engine;
        this.receipts = receipts;
        this.routes = routes;
        this.clock = clock;
        this.committed = committed;
        this.count = count;
    }

    /** Short messages that may go out now. */
    int room() {
        return routes.room();
    }

    /** Whether a link is bound. */
    boolean bound() {
        return routes.bound();
    }

    /** Results that are not stored yet. */
    int underWay() {
        return underWay.get();
    }

    void submit(Outgoing packet) {
        Route route = routes.choose(packet);
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < packet.parts().size(); i++) {
            segments.add(new Segment(
                    route.addressing().destination(packet.msisdn()),
                    packet.userData().get(i),
                    packet.validUntil()));
        }
        underWay.addAndGet(segments.size());
        String link = route.link().name();
        route.link().submit(segments, new SubmitListener() {
            @Override
            public void result(int index, SubmitResult result) {
                Submitter.this.result(link, packet, packet.parts().get(index), result);
            }

            @Override
            public boolean mayWrite(int index) {
                return store.lease().valid();
            }

            @Override
            public boolean isUrgent() {
                return packet.urgent();
            }

            @Override
            public void late(int index, SubmitResult answer) {
                Submitter.this.late(link, packet, packet.parts().get(index), answer);
            }
        });
    }

    private void result(String link, Outgoing packet, int part, SubmitResult result) {
        boolean written = !(result instanceof SubmitResult.Unknown unknown) || unknown.written();
        var unused = store(packet, link, part, event(packet.round(), part, result), result)
                .whenComplete((effects, failure) -> {
                    underWay.decrementAndGet();
                    if (failure == null) {
                        if (written) {
                            count.submitted(packet.jobId(), 1);
                        }
                        committed.accept(effects);
                    }
                });
    }

    private void late(String link, Outgoing packet, int part, SubmitResult answer) {
        if (answer instanceof SubmitResult.Accepted) {
            DeliveryEvent event = new DeliveryEvent.SegmentAcceptedLate(packet.round(), part);
            var unused = store(packet, link, part, event, answer).whenComplete((effects, failure) -> {
                if (failure == null) {
                    committed.accept(effects);
                }
            });
        }
    }

    private static DeliveryEvent event(int round, int part, SubmitResult result) {
        if (result instanceof SubmitResult.Accepted) {
            return new DeliveryEvent.SegmentAccepted(round, part);
        }
        if (result instanceof SubmitResult.Refused refused) {
            return new DeliveryEvent.SegmentRefused(round, part, refused.commandStatus(), refused.temporary());
        }
        return new DeliveryEvent.SegmentUnknown(round, part, ((SubmitResult.Unknown) result).written());
    }

    private CompletableFuture<Effects> store(
            Outgoing packet, String link, int part, DeliveryEvent event, SubmitResult result) {
        return store.submit(tx -> {
            Effects effects = new Effects();
            Occasion occasion = new Occasion(tx, clock.instant(), false, effects);
            AttemptRow attempt = tx.attempts().find(packet.attemptId());
            if (attempt != null) {
                engine.apply(occasion, attempt, event);
                if (result instanceof SubmitResult.Accepted accepted) {
                    Reference reference = new Reference(packet.attemptId(), packet.round(), part);
                    receipts.accepted(occasion, link, accepted.messageId(), reference);
                }
            }
            return effects;
        });
    }
}
