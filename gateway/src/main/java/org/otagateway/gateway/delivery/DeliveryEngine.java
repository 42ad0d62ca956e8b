// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.ComposedPacket;
import org.otagateway.gateway.outcome.Action;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.DeliveryRules;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.DomainView;
import org.otagateway.gateway.outcome.Moment;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.PacketState;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.SendPolicy;
import org.otagateway.gateway.outcome.Transition;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.keys.Counter;

/**
 * Applies events to deliveries of the store: loads what bears on the rules, asks them, and stores what they say, all
 * within the caller's transaction. Runs on the writer's thread.
 */
public final class DeliveryEngine {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final int MOST_SENDS = 256;

    private final JobContexts contexts;
    private final PacketSource packets;
    private final RandomGenerator random;

    /** @param random draws the jitter of pauses */
    public DeliveryEngine(JobContexts contexts, PacketSource packets, RandomGenerator random) {
        this.contexts = contexts;
        this.packets = packets;
        this.random = random;
    }

    /** One event at one time, for one unit of work. */
    public record Occasion(Transaction tx, Instant now, boolean holding, Effects effects) {}

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

    private void apply(Occasion occasion, DeliveryRow delivery, @Nullable AttemptRow attempt, DeliveryEvent event) {
        JobContext context = contexts.of(occasion.tx, delivery);
        SendPolicy policy = context.policy(occasion.now);
        CounterDomain domain = domain(occasion.tx, context, delivery, attempt);
        boolean current = attempt != null && Objects.equals(delivery.attemptId(), attempt.id());
        DomainView view = view(occasion, context, delivery, attempt, domain, policy, event);
        Transition next = DeliveryRules.on(
                delivery.state(),
                attempt == null ? null : attempt.packet(),
                current,
                event,
                policy,
                view,
                new Moment(occasion.now, random.nextDouble(), occasion.holding));
        carryOut(new Step(occasion, context, delivery, attempt, domain), next);
    }

    /** What one transition is carried out on. */
    private record Step(
            Occasion occasion,
            JobContext context,
            DeliveryRow delivery,
            @Nullable AttemptRow attempt,
            CounterDomain domain) {
        Transaction tx() {
            return occasion.tx;
        }

        Instant now() {
            return occasion.now;
        }
    }

    private static CounterDomain domain(
            Transaction tx, JobContext context, DeliveryRow delivery, @Nullable AttemptRow attempt) {
        if (attempt != null) {
            CounterDomain domain = tx.counterDomains().find(attempt.domainId());
            if (domain != null) {
                return domain;
            }
        }
        return tx.counterDomains()
                .findOrCreate(
                        delivery.cardId(),
                        context.securityDomain(),
                        context.keyVersion(),
                        context.application().counterTar());
    }

    private DomainView view(
            Occasion occasion,
            JobContext context,
            DeliveryRow delivery,
            @Nullable AttemptRow attempt,
            CounterDomain domain,
            SendPolicy policy,
            DeliveryEvent event) {
        boolean due = event instanceof DeliveryEvent.Due;
        boolean waiting = due && delivery.state().phase() == Phase.WAITING;
        Instant takenUntil = waiting ? takenUntil(occasion, delivery.cardId()) : null;
        boolean older = due
                && takenUntil == null
                && policy.counting() == SendPolicy.Counting.NEXT
                && older(occasion.tx, delivery, attempt, domain) != null;
        Counter placed = domain.placed();
        return new DomainView(
                takenUntil,
                domain.spent().value(),
                placed == null ? null : placed.value(),
                domain.placedBy() == PlacedBy.OPERATOR,
                context.shared(),
                domain.behind(),
                waiting && nextValue(occasion.tx, context, domain, false) == null,
                older);
    }

    /** Until when the card is taken at least; a packet that nobody needs and whose copies are dead is let go. */
    private static @Nullable Instant takenUntil(Occasion occasion, long cardId) {
        AttemptRow blocker = occasion.tx.attempts().underWay(cardId);
        if (blocker == null) {
            return null;
        }
        Instant ends = blocker.packet().endsAt();
        boolean over = !occasion.now.isBefore(ends);
        if (over && !blocker.packet().needed()) {
            occasion.tx.attempts().release(blocker.id());
            return null;
        }
        return over ? occasion.now.plus(LOOK_AGAIN) : ends;
    }

    private static @Nullable AttemptRow older(
            Transaction tx, DeliveryRow delivery, @Nullable AttemptRow attempt, CounterDomain domain) {
        long below = attempt == null || attempt.packet().resolved()
                ? domain.spent().value() + 1
                : attempt.packet().counter();
        return tx.attempts().unresolved(domain.id(), below, chaser(delivery, attempt));
    }

    /** Names one send of one delivery. */
    private static long chaser(DeliveryRow delivery, @Nullable AttemptRow attempt) {
        return delivery.id() * MOST_SENDS
                + (attempt == null ? 0 : attempt.packet().sends());
    }

    private void carryOut(Step step, Transition next) {
        AttemptRow attempt = step.attempt;
        PacketState packet = next.packet();
        AttemptRow after = attempt == null || packet == null ? null : attempt.with(packet);
        for (Action action : next.actions()) {
            boolean whole = action instanceof Action.Send;
            List<Integer> parts = action instanceof Action.SendParts some ? some.parts() : List.of();
            if (after != null && (whole || !parts.isEmpty()) && !send(step, after, whole ? allParts(after) : parts)) {
                return;
            }
        }
        if (attempt != null && after != null) {
            store(step, attempt, after);
        }
        DeliveryRow delivery = step.delivery.with(next.delivery(), step.delivery.attemptId());
        for (Action action : next.actions()) {
            if (action instanceof Action.Spend spend) {
                spend(step, delivery, spend);
                return;
            }
            if (action instanceof Action.ChaseOlder) {
                chase(step, delivery);
                return;
            }
            domainAction(step, action);
        }
        store(step, delivery);
    }

    private static List<Integer> allParts(AttemptRow attempt) {
        return java.util.stream.IntStream.rangeClosed(1, attempt.packet().segments())
                .boxed()
                .toList();
    }

    /** Hands segments out after the commit; false where the octets are not those that were sent: then nothing goes. */
    private boolean send(Step step, AttemptRow attempt, List<Integer> parts) {
        ComposedPacket made;
        try {
            made = packets.again(step.tx(), step.context, step.delivery, attempt);
        } catch (ComposeException e) {
            unrepeatable(step, "the packet cannot be rebuilt: " + e.getMessage());
            return false;
        }
        if (!made.digest().equals(attempt.digest())) {
            unrepeatable(step, "the packet cannot be rebuilt octet for octet, so it was not sent again");
            return false;
        }
        step.occasion.effects.add(outgoing(step, attempt, parts, made));
        return true;
    }

    private void unrepeatable(Step step, String why) {
        apply(step.occasion, step.delivery, step.attempt, new DeliveryEvent.Unrepeatable(why));
    }

    private Outgoing outgoing(Step step, AttemptRow attempt, List<Integer> parts, ComposedPacket made) {
        return new Outgoing(
                step.delivery.jobId(),
                step.delivery.id(),
                attempt.id(),
                attempt.packet().rounds(),
                step.context.definition().name(),
                step.context.application().profile(),
                packets.msisdn(step.tx(), step.delivery.cardId()),
                parts,
                parts.stream().map(part -> made.userData().get(part - 1)).toList(),
                attempt.packet().validUntil());
    }

    private static void store(Step step, AttemptRow before, AttemptRow after) {
        step.tx().attempts().update(before, after);
        if (before.packet().underWay() && !after.packet().underWay()) {
            step.tx().deliveryStates().wake(after.cardId(), step.now());
        }
    }

    private void store(Step step, DeliveryRow after) {
        DeliveryState before = step.delivery.state();
        DeliveryState state = after.state();
        step.tx().deliveryStates().update(step.delivery, after);
        if (before.outcome() != state.outcome()) {
            boolean ok = state.outcome() == Outcome.CONFIRMED || DeliveryRules.wellUnconfirmed(state);
            step.occasion.effects.add(new Effects.OutcomeChange(after.jobId(), before.outcome(), state.outcome(), ok));
            step.tx()
                    .events()
                    .append(
                            step.now(),
                            after.id(),
                            after.attemptId(),
                            state.outcome().label(),
                            state.evidence().detail());
        }
        if (state.phase() == Phase.FINAL) {
            releaseOthers(step, after);
        }
    }

    /** A 00 for an older packet ends the delivery: nothing waits for the newer one. */
    private static void releaseOthers(Step step, DeliveryRow delivery) {
        AttemptRow concerned = step.attempt;
        if (concerned == null || Objects.equals(delivery.attemptId(), concerned.id())) {
            return;
        }
        for (AttemptRow other : step.tx().attempts().underWayOf(delivery.id())) {
            if (other.id() != concerned.id() && other.packet().needed()) {
                store(step, other, other.with(DeliveryRules.released(other.packet(), step.now())));
            }
        }
    }

    private static void domainAction(Step step, Action action) {
        CounterDomain found = step.tx().counterDomains().find(step.domain.id());
        if (found == null) {
            return;
        }
        if (action instanceof Action.Place place) {
            step.tx().counterDomains().update(found.place(new Counter(place.counter()), PlacedBy.PROOF_OF_RECEIPT));
        } else if (action instanceof Action.Behind) {
            step.tx().counterDomains().update(found.withBehind(true));
        } else if (action instanceof Action.Resolve resolve) {
            step.tx().counterDomains().update(found.resolve(new Counter(resolve.counter())));
            step.tx().attempts().resolve(found.id(), resolve.counter());
        }
    }

    /** Rule 1: the value is durable with this commit, before the first segment leaves. */
    private void spend(Step step, DeliveryRow delivery, Action.Spend spend) {
        Counter value = nextValue(step.tx(), step.context, step.domain, spend.leap());
        if (value == null) {
            impossible(step, "the counter of this key set has no value left");
            return;
        }
        int reference = step.tx().attempts().lastReference(delivery.cardId()) % 255 + 1;
        ComposedPacket made;
        try {
            made = packets.make(step.tx(), step.context, delivery, spend.kind(), value, reference);
        } catch (ComposeException e) {
            impossible(step, String.valueOf(e.getMessage()));
            return;
        }
        spent(step, value, spend.leap());
        Instant validUntil = step.now().plus(step.context.validity());
        PacketState packet =
                PacketState.first(spend.kind(), value.value(), made.userData().size(), validUntil);
        AttemptRow attempt = new AttemptRow(
                step.tx().attempts().nextId(),
                delivery.id(),
                delivery.cardId(),
                step.domain.id(),
                step.context.keyVersion(),
                reference,
                made.digest(),
                null,
                packets.kept(step.tx(), step.context, delivery, step.domain.id(), value, made.packet()),
                packet);
        step.tx().attempts().insert(attempt);
        contexts.started(step.tx(), delivery.jobId(), step.now());
        Transition sending = DeliveryRules.spent(delivery.state(), packet);
        step.tx().deliveryStates().update(step.delivery, delivery.with(sending.delivery(), attempt.id()));
        step.occasion.effects.add(outgoing(step, attempt, allParts(attempt), made));
    }

    private void impossible(Step step, String why) {
        apply(step.occasion, step.delivery, step.attempt, new DeliveryEvent.Impossible(why));
    }

    /** One rising source for each key version; under setting 11 each domain counts by itself, since it bears no gap. */
    private static CounterDomain source(Transaction tx, JobContext context, CounterDomain domain) {
        if (domain.tar().isEmpty() || context.countsByItself()) {
            return domain;
        }
        return tx.counterDomains().findOrCreate(domain.cardId(), domain.securityDomain(), domain.keyVersion(), "");
    }

    private static @Nullable Counter nextValue(Transaction tx, JobContext context, CounterDomain domain, boolean leap) {
        Counter spent = source(tx, context, domain).spent();
        Counter above = spent.compareTo(domain.spent()) < 0 ? domain.spent() : spent;
        return above.plus(leap ? context.leap() : 1).orElse(null);
    }

    private static void spent(Step step, Counter value, boolean leapt) {
        CounterDomain source = source(step.tx(), step.context, step.domain);
        CounterDomain domain = step.domain.spend(value);
        step.tx().counterDomains().update(leapt ? domain.withBehind(false) : domain);
        if (source.id() != domain.id()) {
            step.tx().counterDomains().update(source.spend(value));
        }
    }

    private void chase(Step step, DeliveryRow delivery) {
        AttemptRow older = older(step.tx(), delivery, step.attempt, step.domain);
        Instant again = step.now().plus(LOOK_AGAIN);
        if (older != null) {
            DeliveryRow owner = step.tx().deliveryStates().find(older.deliveryId());
            if (owner != null && owner.state().outcome() == Outcome.PENDING) {
                step.tx().deliveryStates().wake(delivery.cardId(), step.now());
            } else if (owner != null) {
                AttemptRow chased = older.chased(chaser(delivery, step.attempt));
                step.tx().attempts().update(older, chased);
                apply(step.occasion, owner, chased, new DeliveryEvent.Chased());
                again = step.now().plus(step.context.validity()).plus(step.context.response());
            }
        }
        DeliveryState state = delivery.state();
        DeliveryState waiting = new DeliveryState(
                Phase.WAITING, state.outcome(), again, state.packets(), state.marks(), state.evidence());
        store(step, delivery.with(waiting, delivery.attemptId()));
    }
}
