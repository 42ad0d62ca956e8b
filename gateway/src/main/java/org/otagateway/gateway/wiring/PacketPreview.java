// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
import org.otagateway.gateway.delivery.PlanOutline;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.StepVisit;
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
     * @param step which packet of the plan, from 1
     * @param steps how many packets its plan has
     * @param name of the step, for people
     * @param counter that it would have where all before it are proven at once; it is not spent
     * @param secret whether it holds a secret of the card in clear, so that nobody may see it
     */
    public record Packet(
            String iccid,
            String msisdn,
            int step,
            int steps,
            String name,
            CommandHeader header,
            Counter counter,
            ComposedPacket composed,
            boolean secret)
            implements Result {}

    /** A row that would be refused. */
    public record Rejected(BadRow row) implements Result {}

    /** The packets of the first rows, as many as {@code options} limits them to. */
    public List<Result> first(String digest, JobDefinition definition, CardRows rows, Planner.Options options) {
        return flat(planner.preview(digest, definition, rows, options, new Packets()));
    }

    /** The same for rows that the store gives. */
    public List<Result> first(
            String digest,
            JobDefinition definition,
            Function<Transaction, List<CardRows.RowResult>> rows,
            Planner.Options options) {
        return flat(planner.preview(digest, definition, rows, options, new Packets()));
    }

    private static List<Result> flat(List<List<Result>> rowByRow) {
        return rowByRow.stream().flatMap(List::stream).toList();
    }

    private final class Packets implements Planner.Look<List<Result>> {
        @Override
        public List<Result> planned(Transaction tx, Job job) {
            return packets(tx, job);
        }

        @Override
        public List<Result> rejected(BadRow row) {
            return List.of(new Rejected(row));
        }
    }

    /** The packets of the row that was planned last, one for each step. */
    private List<Result> packets(Transaction tx, Job job) {
        List<DeliveryRow> deliveries = new ArrayList<>(tx.deliveryStates().pending(job.id(), 0, Integer.MAX_VALUE));
        DeliveryRow delivery = deliveries.get(deliveries.size() - 1);
        JobContext resolved = contexts.of(tx, delivery).answering(contexts.answers(tx, delivery));
        // The keys that replaced those that the job asks for.
        JobContext context = resolved.under(tx.cards()
                .keyChain(delivery.cardId(), resolved.securityDomain(), resolved.keyVersion())
                .last());
        Card card = Objects.requireNonNull(tx.cards().find(delivery.cardId()));
        List<Result> results = new ArrayList<>();
        try {
            PlanOutline outline = packets.outline(tx, context, delivery);
            Map<Integer, Counter> spent = new HashMap<>();
            for (int step = 0; step < outline.steps(); step++) {
                JobContext under = outline.keyVersion(step) == 0 ? context : context.under(outline.keyVersion(step));
                Counter counter = spent.containsKey(under.keyVersion())
                        ? spent.get(under.keyVersion()).next().orElse(Counter.MAX)
                        : next(tx, under, card);
                spent.put(under.keyVersion(), counter);
                results.add(packet(tx, under, delivery, card, outline, step, counter));
            }
        } catch (ComposeException e) {
            results.add(new Rejected(new BadRow(delivery.rowNo(), null, null, "a packet (" + e.getMessage() + ")")));
        }
        return results;
    }

    private Packet packet(
            Transaction tx,
            JobContext context,
            DeliveryRow delivery,
            Card card,
            PlanOutline outline,
            int step,
            Counter counter)
            throws ComposeException {
        CommandHeader header =
                context.settings(packets.keys(tx, context, card.id())).header();
        PacketContent content = new PacketContent(AttemptKind.SCRIPT, new StepVisit(step, step, null));
        ComposedPacket composed = packets.make(tx, context, delivery, content, counter, FIRST_REFERENCE);
        boolean secret = !header.spi().ciphered()
                && Objects.requireNonNull(tx.deliveryStates().input(delivery.id()))
                                .sealed()
                        != null;
        return new Packet(
                card.iccid(),
                card.msisdn(),
                step + 1,
                outline.steps(),
                outline.name(step),
                header,
                counter,
                composed,
                secret);
    }

    private static Counter next(Transaction tx, JobContext context, Card card) {
        CounterDomain source =
                tx.counterDomains().findOrCreate(card.id(), context.securityDomain(), context.keyVersion(), "");
        return source.spent().next().orElse(Counter.MAX);
    }
}
