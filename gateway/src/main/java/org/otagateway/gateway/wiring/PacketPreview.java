// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.ComposedPacket;
import org.otagateway.gateway.delivery.JobContext;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketContent;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.plan.Planner;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.secured.CommandHeader;

/** Composes the packets that a job would send, as they would be, and leaves nothing of it in the store. */
public final class PacketPreview {
    private static final int FIRST_REFERENCE = 1;

    private final Planner planner;
    private final JobContexts contexts;
    private final PacketSource packets;

    PacketPreview(Planner planner, JobContexts contexts, PacketSource packets) {
        this.planner = planner;
        this.contexts = contexts;
        this.packets = packets;
    }

    /** What a row would come to. */
    public sealed interface Result {}

    /**
     * A packet.
     *
     * @param counter the next of its domain; it is not spent
     * @param secret whether it holds a secret of the card in clear, so that nobody may see it
     */
    public record Packet(
            String iccid, String msisdn, CommandHeader header, Counter counter, ComposedPacket composed, boolean secret)
            implements Result {}

    /** A row that would be refused. */
    public record Rejected(BadRow row) implements Result {}

    /** The packets of the first rows, as many as {@code options} limits them to. */
    public List<Result> first(String digest, JobDefinition definition, CardRows rows, Planner.Options options) {
        return planner.preview(digest, definition, rows, options, new Planner.Look<>() {
            @Override
            public Result planned(Transaction tx, Job job) {
                return packet(tx, job);
            }

            @Override
            public Result rejected(BadRow row) {
                return new Rejected(row);
            }
        });
    }

    /** The packet of the row that was planned last. */
    private Result packet(Transaction tx, Job job) {
        List<DeliveryRow> deliveries = new ArrayList<>(tx.deliveryStates().pending(job.id(), 0, Integer.MAX_VALUE));
        DeliveryRow delivery = deliveries.get(deliveries.size() - 1);
        JobContext resolved = contexts.of(tx, delivery);
        // The keys that replaced those that the job asks for.
        JobContext context = resolved.under(tx.cards()
                .keyChain(delivery.cardId(), resolved.securityDomain(), resolved.keyVersion())
                .last());
        Card card = Objects.requireNonNull(tx.cards().find(delivery.cardId()));
        Counter counter = next(tx, context, card);
        try {
            CommandHeader header =
                    context.settings(packets.keys(tx, context, card.id())).header();
            ComposedPacket composed =
                    packets.make(tx, context, delivery, PacketContent.FIRST, counter, FIRST_REFERENCE);
            boolean secret = !header.spi().ciphered()
                    && Objects.requireNonNull(tx.deliveryStates().input(delivery.id()))
                                    .sealed()
                            != null;
            return new Packet(card.iccid(), card.msisdn(), header, counter, composed, secret);
        } catch (ComposeException e) {
            return new Rejected(new BadRow(delivery.rowNo(), null, null, "a packet (" + e.getMessage() + ")"));
        }
    }

    private static Counter next(Transaction tx, JobContext context, Card card) {
        CounterDomain source =
                tx.counterDomains().findOrCreate(card.id(), context.securityDomain(), context.keyVersion(), "");
        return source.spent().next().orElse(Counter.MAX);
    }
}
