// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import java.util.List;
import org.otagateway.gateway.operation.Executed;
import org.otagateway.gateway.operation.Plan;
import org.otagateway.gateway.operation.StepEffect;
import org.otagateway.gateway.operation.StepGoal;
import org.otagateway.gateway.outcome.PlanView;
import org.otagateway.gateway.outcome.StepRule;

/** A plan without its commands: no secret is in it, so that it may be kept. */
public final class PlanOutline implements PlanView {
    /** What a job of raw APDUs comes to. */
    public static final PlanOutline SINGLE =
            new PlanOutline(List.of(new Entry("", 0, new Executed(1, null), StepRule.LAST, StepEffect.NONE)));

    private final List<Entry> entries;

    private record Entry(String name, int keyVersion, StepGoal goal, StepRule rule, StepEffect effect) {}

    private PlanOutline(List<Entry> entries) {
        this.entries = entries;
    }

    /** The outline of a plan. */
    public static PlanOutline of(Plan plan) {
        return new PlanOutline(plan.steps().stream()
                .map(step -> new Entry(step.name(), step.keyVersion(), step.goal(), step.rule(), step.effect()))
                .toList());
    }

    @Override
    public int steps() {
        return entries.size();
    }

    @Override
    public String name(int step) {
        return entry(step).name;
    }

    @Override
    public StepRule rule(int step) {
        return entry(step).rule;
    }

    /** Whose keys secure the step, 1…15; 0: those of the application. */
    public int keyVersion(int step) {
        return entry(step).keyVersion;
    }

    /** What the step wants of its answer. */
    StepGoal goal(int step) {
        return entry(step).goal;
    }

    /** What the proof of the step changes. */
    StepEffect effect(int step) {
        return entry(step).effect;
    }

    /** A plan that can no longer be made as it was has no such step any more: then nothing goes on. */
    private Entry entry(int step) {
        return step < entries.size() ? entries.get(step) : SINGLE.entries.get(0);
    }
}
