// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.ComposedPacket;
import org.otagateway.gateway.delivery.JobContext;
import org.otagateway.gateway.delivery.PacketContent;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.delivery.PlanOutline;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.operation.Plan;
import org.otagateway.gateway.operation.Step;
import org.otagateway.gateway.operation.StepAnswer;
import org.otagateway.gateway.operation.StepEffect;
import org.otagateway.gateway.operation.StepGoal;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySet;

/**
 * Makes of the jobs named {@link #NAME} a load in steps, each line of their scripts one of them; everything else as it is.
 * The card of it is {@link LoadingCard}.
 */
final class ScriptedPlan implements PacketSource {
    static final String NAME = "load";
    /** INSTALL, two blocks, the proof; DELETE to begin again, DELETE and a proof to clean up. */
    static final List<String> SCRIPT =
            List.of("80e6020000", "80e8000000", "80e8800100", "80f2400000", "80e4000000", "80e4000100", "80f2400100");

    private static final int DELETE = 4;
    private static final int CLEAN = 5;
    private static final Plan PLAN = new Plan(List.of(
            step(0, StepRule.then(1).asSelfProving().withRecovery(DELETE).withCleanup(CLEAN)),
            step(1, StepRule.then(2).asSelfProving().withRecovery(DELETE).withCleanup(CLEAN)),
            step(2, StepRule.then(3).asSelfProving().withRecovery(DELETE).withCleanup(CLEAN)),
            step(3, StepRule.LAST.asRepeatable().withRecovery(DELETE).withCleanup(CLEAN)),
            step(4, StepRule.then(0).asRepeatable().withCleanup(CLEAN)),
            step(5, StepRule.then(6).asRepeatable().asEndsFailed()),
            step(6, StepRule.LAST.asRepeatable().asEndsFailed())));

    private final PacketSource packets;

    ScriptedPlan(PacketSource packets) {
        this.packets = packets;
    }

    private static Step step(int index, StepRule rule) {
        return new Step("step-" + index, 0, List.of(SCRIPT.get(index)), new NoReset(), rule, StepEffect.NONE);
    }

    /** 6985 may be a reset; what else is not 9000 is beyond help. */
    private record NoReset() implements StepGoal {
        @Override
        public Verdict judge(StepAnswer answer) {
            ResponseApdu last = answer.last();
            int word = last == null ? 0 : last.statusWord().value();
            return word == 0x9000
                    ? new Verdict.Reached(null)
                    : word == 0x6985 ? new Verdict.Again("6985") : new Verdict.Missed("no 9000");
        }
    }

    private static boolean plans(JobContext context) {
        return context.definition().name().equals(NAME);
    }

    /** The same job as if this line were all of its script. */
    private static JobContext only(JobContext context, int step) {
        JobDefinition all = context.definition();
        JobDefinition one = new JobDefinition(
                "one step",
                all.applicationName(),
                List.of(all.script().get(step)),
                all.expect(),
                all.repeatable(),
                all.maxParts(),
                all.policy(),
                all.applications());
        return new JobContext(one, context.application(), context.maxParts(), context.keyVersion(), context.started());
    }

    @Override
    public PlanOutline outline(Transaction tx, JobContext context, DeliveryRow delivery) {
        return plans(context) ? PlanOutline.of(PLAN) : packets.outline(tx, context, delivery);
    }

    @Override
    public StepGoal goal(Transaction tx, JobContext context, DeliveryRow delivery, int step) throws ComposeException {
        return plans(context) ? PLAN.step(step).goal() : packets.goal(tx, context, delivery, step);
    }

    @Override
    public ComposedPacket make(
            Transaction tx,
            JobContext context,
            DeliveryRow delivery,
            PacketContent content,
            Counter counter,
            int reference)
            throws ComposeException {
        JobContext of = plans(context) ? only(context, content.visit().step()) : context;
        return packets.make(tx, of, delivery, content, counter, reference);
    }

    @Override
    public ComposedPacket again(Transaction tx, JobContext context, DeliveryRow delivery, AttemptRow attempt)
            throws ComposeException {
        JobContext of = plans(context) ? only(context, attempt.visit().step()) : context;
        return packets.again(tx, of, delivery, attempt);
    }

    @Override
    public @Nullable Octets kept(
            Transaction tx, JobContext context, DeliveryRow delivery, long domainId, Counter counter, Octets packet) {
        return packets.kept(tx, context, delivery, domainId, counter, packet);
    }

    @Override
    public KeySet keys(Transaction tx, JobContext context, long cardId) throws ComposeException {
        return packets.keys(tx, context, cardId);
    }

    @Override
    public String msisdn(Transaction tx, long cardId) {
        return packets.msisdn(tx, cardId);
    }
}
