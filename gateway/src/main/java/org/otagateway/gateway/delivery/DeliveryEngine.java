// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.ComposedPacket;
import org.otagateway.gateway.job.Priority;
import org.otagateway.gateway.outcome.Action;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.DeliveryMark;
import org.otagateway.gateway.outcome.DeliveryRules;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.Moment;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.PacketMark;
import org.otagateway.gateway.outcome.PacketPlace;
import org.otagateway.gateway.outcome.PacketState;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.SendPolicy;
import org.otagateway.gateway.outcome.Transition;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.CardQueries.KeyChain;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.secured.ResponseChannel;

/**
 * Applies events to deliveries of the store: loads what bears on the rules, asks them, and stores what they say, all
 * within the caller's transaction. Runs on the writer's thread.
 */
public final class DeliveryEngine {

    private final JobContexts contexts;
    private final PacketSource packets;
    private final RandomGenerator random;

    /** @param random draws the jitter of pauses */
    public DeliveryEngine(JobContexts contexts, PacketSource packets, RandomGenerator random) {
        this.contexts = contexts;
        this.packets = packets;
        this.random = random;
    }

    /**
     * One event at one time, for one unit of work.
     *
     * @param holding nothing is sent
     * @param heldUntil when that ends, where it is known; else null
     */
    public record Occasion(
            Transaction tx,
            Instant now,
            boolean holding,
            @Nullable Instant heldUntil,
            Effects effects) {
        /** Where nobody knows how long something holds. */
        public Occasion(Transaction tx, Instant now, boolean holding, Effects effects) {
            this(tx, now, holding, null, effects);
        }

        /** The same while nothing is sent until then. */
        public Occasion heldUntil(Instant when) {
            return new Occasion(tx, now, true, when, effects);
        }
    }

    /** An event that concerns the delivery's latest packet, or none. */
    public void apply(Occasion occasion, DeliveryRow delivery, DeliveryEvent event) {
        Long attemptId = delivery.attemptId();
        AttemptRow attempt = attemptId == null ? null : occasion.tx.attempts().find(attemptId);
        apply(occasion, delivery, attempt, event);
    }

    /** An event that concerns {@code attempt}; nothing where its delivery is gone. */
    public void apply(Occasion occasion, AttemptRow attempt, DeliveryEvent event) {
        DeliveryRow delivery = occasion.tx.deliveryStates().find(attempt.deliveryId());
        if (delivery != null) {
            apply(occasion, delivery, attempt, event);
        }
    }

    private void apply(Occasion occasion, DeliveryRow delivery, @Nullable AttemptRow attempt, DeliveryEvent happened) {
        Concern concern = concern(occasion, delivery, attempt, happened);
        DeliveryEvent event = barred(concern, happened) ? new DeliveryEvent.Blocked() : happened;
        SendPolicy policy = concern.context().policy(occasion.now);
        Transition next = DeliveryRules.on(
                delivery.state(),
                attempt == null ? null : attempt.packet(),
                place(delivery, attempt),
                event,
                concern.plan(),
                policy,
                CardTurn.view(concern, policy, event),
                new Moment(occasion.now, random.nextDouble(), occasion.holding, occasion.heldUntil));
        carryOut(concern, next);
    }

    /** What was planned by another gateway while this card was blocked is stopped at its first look. */
    private static boolean barred(Concern concern, DeliveryEvent event) {
        DeliveryState state = concern.delivery().state();
        return event instanceof DeliveryEvent.Due
                && concern.context().barred()
                && state.outcome() == Outcome.PENDING
                && !state.has(DeliveryMark.STOPPING);
    }

    private static PacketPlace place(DeliveryRow delivery, @Nullable AttemptRow attempt) {
        boolean present = attempt != null
                && attempt.visit().equals(delivery.state().progress().visit());
        boolean latest = attempt != null && Objects.equals(delivery.attemptId(), attempt.id());
        return !present ? PacketPlace.PAST : latest ? PacketPlace.LATEST : PacketPlace.PRESENT;
    }

    private Concern concern(
            Occasion occasion, DeliveryRow delivery, @Nullable AttemptRow attempt, DeliveryEvent event) {
        Transaction tx = occasion.tx;
        JobContext context = contexts.of(tx, delivery);
        PlanOutline plan = packets.outline(tx, context, delivery);
        boolean spends = attempt == null || (event instanceof DeliveryEvent.Due && waits(delivery.state()));
        if (attempt != null && !spends) {
            CounterDomain domain = tx.counterDomains().find(attempt.domainId());
            if (domain != null) {
                return new Concern(
                        occasion, context.under(attempt.keyVersion()), plan, delivery, attempt, domain, false);
            }
        }
        int version = plan.keyVersion(delivery.state().progress().step());
        KeyChain chain = tx.cards()
                .keyChain(delivery.cardId(), context.securityDomain(), version == 0 ? context.keyVersion() : version);
        // What a step says it says of its own change of keys: the plan is made before that, and goes on after it.
        JobContext under = context.under(version == 0 ? chain.last() : version);
        CounterDomain domain = tx.counterDomains()
                .findOrCreate(
                        delivery.cardId(),
                        context.securityDomain(),
                        under.keyVersion(),
                        context.application().counterTar());
        return new Concern(occasion, under, plan, delivery, attempt, domain, version == 0 && chain.gone());
    }

    /** Waits to spend a counter. */
    private static boolean waits(DeliveryState state) {
        return state.phase() == Phase.WAITING && !state.has(DeliveryMark.RESUMING);
    }

    private void carryOut(Concern concern, Transition next) {
        AttemptRow attempt = concern.attempt();
        PacketState packet = next.packet();
        AttemptRow after = attempt == null || packet == null ? null : attempt.with(packet);
        for (Action action : next.actions()) {
            boolean whole = action instanceof Action.Send;
            if (whole && after != null) {
                concern.tx()
                        .events()
                        .append(
                                concern.now(),
                                concern.delivery().id(),
                                after.id(),
                                "again",
                                "round " + after.packet().rounds());
            }
            List<Integer> parts = action instanceof Action.SendParts some ? some.parts() : List.of();
            if (after != null
                    && (whole || !parts.isEmpty())
                    && !send(concern, after, whole ? allParts(after) : parts)) {
                return;
            }
        }
        if (attempt != null && after != null) {
            store(concern, attempt, after);
        }
        DeliveryRow delivery =
                concern.delivery().with(next.delivery(), concern.delivery().attemptId());
        for (Action action : next.actions()) {
            if (action instanceof Action.Spend spend) {
                spend(concern, delivery, spend);
                return;
            }
            if (action instanceof Action.ChaseOlder) {
                chase(concern, delivery);
                return;
            }
            Proofs.carryOut(concern, action);
        }
        store(concern, delivery);
    }

    private static List<Integer> allParts(AttemptRow attempt) {
        return java.util.stream.IntStream.rangeClosed(1, attempt.packet().segments())
                .boxed()
                .toList();
    }

    /** Hands segments out after the commit; false where the octets are not those that were sent: then nothing goes. */
    private boolean send(Concern concern, AttemptRow attempt, List<Integer> parts) {
        ComposedPacket made;
        try {
            made = packets.again(
                    concern.tx(), concern.context().answering(answers(attempt)), concern.delivery(), attempt);
        } catch (ComposeException e) {
            unrepeatable(concern, "the packet cannot be rebuilt: " + e.getMessage());
            return false;
        }
        if (!made.digest().equals(attempt.digest())) {
            unrepeatable(concern, "the packet cannot be rebuilt octet for octet, so it was not sent again");
            return false;
        }
        concern.occasion().effects().add(outgoing(concern, attempt, parts, made));
        return true;
    }

    /** How the link for which the packet was made wants its PoR: part of the octets, whichever link a resend takes. */
    private static @Nullable ResponseChannel answers(AttemptRow attempt) {
        return attempt.packet().has(PacketMark.BY_SUBMIT)
                ? ResponseChannel.SUBMIT
                : attempt.packet().has(PacketMark.BY_REPORT) ? ResponseChannel.DELIVER_REPORT : null;
    }

    private void unrepeatable(Concern concern, String why) {
        apply(concern.occasion(), concern.delivery(), concern.attempt(), new DeliveryEvent.Unrepeatable(why));
    }

    private Outgoing outgoing(Concern concern, AttemptRow attempt, List<Integer> parts, ComposedPacket made) {
        return new Outgoing(
                concern.delivery().jobId(),
                concern.delivery().id(),
                attempt.id(),
                attempt.packet().rounds(),
                concern.context().definition().name(),
                concern.context().application().profile(),
                packets.msisdn(concern.tx(), concern.delivery().cardId()),
                parts,
                parts.stream().map(part -> made.userData().get(part - 1)).toList(),
                concern.context().definition().campaign().priority() == Priority.INTERACTIVE,
                attempt.packet().validUntil());
    }

    private static void store(Concern concern, AttemptRow before, AttemptRow after) {
        concern.tx().attempts().update(before, after);
        if (before.packet().underWay() && !after.packet().underWay()) {
            concern.tx().deliveryStates().wake(after.cardId(), concern.now());
        }
    }

    private void store(Concern concern, DeliveryRow after) {
        DeliveryState before = concern.delivery().state();
        DeliveryState state = after.state();
        concern.tx().deliveryStates().update(concern.delivery(), after);
        if (before.outcome() != state.outcome()) {
            concern.occasion()
                    .effects()
                    .add(new Effects.OutcomeChange(after.jobId(), before.outcome(), state.outcome()));
            count(concern, after, before);
            concern.tx()
                    .events()
                    .append(
                            concern.now(),
                            after.id(),
                            after.attemptId(),
                            state.outcome().label(),
                            state.evidence().detail());
        }
        if (state.phase() == Phase.FINAL) {
            releaseOthers(concern, after);
        }
        if (before.progress().holds() != null && state.progress().holds() == null) {
            concern.tx().deliveryStates().wake(after.cardId(), concern.now());
        }
    }

    private static void count(Concern concern, DeliveryRow after, DeliveryState before) {
        if (concern.context().definition().countsOutcomes()) {
            int ended = before.outcome() == Outcome.PENDING ? 1 : 0;
            int failed = (DeliveryRules.failure(after.state()) ? 1 : 0) - (DeliveryRules.failure(before) ? 1 : 0);
            if (ended != 0 || failed != 0) {
                concern.tx().jobCounts().add(after.jobId(), after.wave(), ended, failed);
            }
        }
    }

    /** A 00 for an older packet ends the delivery: nothing waits for the newer one. */
    private static void releaseOthers(Concern concern, DeliveryRow delivery) {
        AttemptRow concerned = concern.attempt();
        if (concerned == null || Objects.equals(delivery.attemptId(), concerned.id())) {
            return;
        }
        for (AttemptRow other : concern.tx().attempts().underWayOf(delivery.id())) {
            if (other.id() != concerned.id() && other.packet().needed()) {
                store(concern, other, other.with(DeliveryRules.released(other.packet(), concern.now())));
            }
        }
    }

    /** Rule 1: the value is durable with this commit, before the first segment leaves. */
    private void spend(Concern concern, DeliveryRow delivery, Action.Spend spend) {
        if (concern.keysGone()) {
            impossible(
                    concern,
                    "the card no longer has key version " + concern.context().keyVersion());
            return;
        }
        Counter value = CounterSource.next(concern.tx(), concern.context(), concern.domain(), spend.leap());
        if (value == null) {
            impossible(concern, "the counter of this key set has no value left");
            return;
        }
        int reference = concern.tx().attempts().lastReference(delivery.cardId()) % 255 + 1;
        PacketContent content =
                new PacketContent(spend.kind(), delivery.state().progress().visit());
        ResponseChannel answers = contexts.answers(concern.tx(), delivery);
        ComposedPacket made;
        try {
            JobContext context = concern.context().answering(answers);
            made = packets.make(concern.tx(), context, delivery, content, value, reference);
        } catch (ComposeException e) {
            impossible(concern, String.valueOf(e.getMessage()));
            return;
        }
        CounterSource.spend(concern.tx(), concern.context(), concern.domain(), value, spend.leap());
        Instant validUntil = concern.now().plus(concern.context().validity());
        PacketState packet =
                PacketState.first(spend.kind(), value.value(), made.userData().size(), validUntil);
        if (answers != null) {
            packet = packet.with(answers == ResponseChannel.SUBMIT ? PacketMark.BY_SUBMIT : PacketMark.BY_REPORT);
        }
        AttemptRow attempt = new AttemptRow(
                concern.tx().attempts().nextId(),
                delivery.id(),
                delivery.cardId(),
                concern.domain().id(),
                content.visit(),
                concern.context().keyVersion(),
                reference,
                made.digest(),
                null,
                packets.kept(
                        concern.tx(),
                        concern.context(),
                        delivery,
                        concern.domain().id(),
                        value,
                        made.packet()),
                packet);
        concern.tx().attempts().insert(attempt, concern.now());
        if (spend.leap()) {
            CounterSource.tellLeap(concern, attempt);
        }
        contexts.started(concern.tx(), delivery.jobId(), concern.now());
        // Rule 7: a foreign packet between two steps would abort a load.
        String holds = concern.plan().steps() == 1 ? null : concern.context().securityDomain();
        Transition sending = DeliveryRules.spent(delivery.state(), packet, holds);
        concern.tx().deliveryStates().update(concern.delivery(), delivery.with(sending.delivery(), attempt.id()));
        concern.occasion().effects().add(outgoing(concern, attempt, allParts(attempt), made));
    }

    private void impossible(Concern concern, String why) {
        apply(concern.occasion(), concern.delivery(), concern.attempt(), new DeliveryEvent.Impossible(why));
    }

    private void chase(Concern concern, DeliveryRow delivery) {
        AttemptRow older = CardTurn.older(concern);
        Instant again = concern.now().plus(CardTurn.LOOK_AGAIN);
        if (older != null) {
            DeliveryRow owner = concern.tx().deliveryStates().find(older.deliveryId());
            if (owner != null && owner.state().outcome() == Outcome.PENDING) {
                concern.tx().deliveryStates().wake(delivery.cardId(), concern.now());
            } else if (owner != null) {
                AttemptRow chased = older.chased(CardTurn.chaser(delivery, concern.attempt()));
                concern.tx().attempts().update(older, chased);
                apply(concern.occasion(), owner, chased, new DeliveryEvent.Chased());
                again = concern.now()
                        .plus(concern.context().validity())
                        .plus(concern.context().response());
            }
        }
        DeliveryState state = delivery.state();
        DeliveryState waiting = new DeliveryState(
                Phase.WAITING,
                state.outcome(),
                again,
                state.packets(),
                state.marks(),
                state.evidence(),
                state.progress());
        store(concern, delivery.with(waiting, delivery.attemptId()));
    }
}
