// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.files.FileCommand;

/** Makes the plan of one card of a job's operations: a pure function. */
public final class PlanCompiler {
    private PlanCompiler() {}

    /**
     * The plan. A script of APDUs alone is one step with all of them, as they stand.
     *
     * @param expect the last status word of a confirmed card; null: any
     * @param values of the card
     * @param room of a packet of the route
     * @param files the commands of the application's file system
     * @throws CompileException where a value of the card does not fit, or a packet of the route does not carry a command
     */
    public static Plan compile(
            List<Operation> operations,
            @Nullable ExpectedStatusWords expect,
            CardValues values,
            PacketRoom room,
            FileCommand files)
            throws CompileException {
        if (operations.stream().allMatch(operation -> operation instanceof RawApdu)) {
            return written(operations, expect, values);
        }
        PlanBuilder plan = new PlanBuilder(room, files);
        for (Operation operation : operations) {
            operation.compile(plan, values);
        }
        return plan.finish(expect);
    }

    /**
     * Whether a script surely comes to more than one packet, whatever the card and the route: it reads more than once in the
     * compact format, say.
     */
    public static boolean needsSeveralPackets(List<Operation> operations, List<Application> applications) {
        if (operations.stream().anyMatch(operation -> !operation.columns().isEmpty())) {
            return false;
        }
        return applications.stream().allMatch(application -> {
            try {
                PacketRoom room = NoCard.room(application.format());
                return compile(operations, null, NoValues.INSTANCE, room, application.files())
                                .size()
                        > 1;
            } catch (CompileException | IllegalArgumentException e) {
                return false; // it needs a card: told with the rows
            }
        });
    }

    private static Plan written(List<Operation> operations, @Nullable ExpectedStatusWords expect, CardValues values)
            throws CompileException {
        List<String> apdus = new ArrayList<>();
        for (Operation operation : operations) {
            apdus.add(((RawApdu) operation).fill(values));
        }
        StepGoal goal = new Executed(apdus.size(), expect);
        return Plan.of(new Step("script", 0, apdus, goal, StepRule.LAST, StepEffect.NONE));
    }
}
