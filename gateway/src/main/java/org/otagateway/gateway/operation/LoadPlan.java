// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.gateway.operation.Loaded.LoadStage;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.GetStatus.Subset;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.LoadCommand;

/**
 * The steps of a load.
 *
 * <pre>
 *  GET STATUS: no such package ──▶ INSTALL [for load], LOAD … ──▶ LOAD … ──▶ LOAD, INSTALL ──▶ GET STATUS: there
 *   │ (to be replaced: DELETE)         ▲                  forgotten │  │ refused              not there │  │ another state
 *   ▼ there: failed                    └────────── DELETE ◀─────────┘  └──▶ DELETE ──▶ GET STATUS: gone ┴──┘
 *                                                                                        failed
 * </pre>
 */
final class LoadPlan {
    private final PlanBuilder plan;
    private final LoadContent content;
    private final ManagementSteps steps;
    private final Aid loadFile;

    LoadPlan(PlanBuilder plan, LoadContent content) {
        this.plan = plan;
        this.content = content;
        this.steps = new ManagementSteps(plan.room());
        this.loadFile = content.loadFile();
    }

    /** One packet of the load. */
    private static final class Packet {
        private final List<CommandApdu> commands = new ArrayList<>();
        private final List<LoadStage> stages = new ArrayList<>();
        private int firstBlock = -1;
        private int lastBlock = -1;

        void add(LoadStage stage, CommandApdu command) {
            commands.add(command);
            stages.add(stage);
        }

        void add(LoadCommand load) {
            add(load.last() ? LoadStage.LAST_BLOCK : LoadStage.BLOCK, load.command());
            firstBlock = firstBlock < 0 ? load.number() : firstBlock;
            lastBlock = load.number();
        }

        String name(int blocks) {
            List<String> parts = new ArrayList<>();
            if (stages.get(0) == LoadStage.FOR_LOAD) {
                parts.add("INSTALL [for load]");
            }
            if (firstBlock >= 0) {
                String to = lastBlock > firstBlock ? "–" + (lastBlock + 1) : "";
                parts.add("LOAD " + (firstBlock + 1) + to + " of " + blocks);
            }
            if (stages.get(stages.size() - 1) == LoadStage.INSTALL) {
                parts.add("INSTALL [for install]");
            }
            return String.join(", ", parts);
        }
    }

    void add(LoadApplet load, CardValues values) throws CompileException {
        List<Packet> packets = packets(load, values);
        int blocks = packets.stream().mapToInt(packet -> packet.lastBlock).max().orElse(0) + 1;
        int proofs = Math.max(load.instances().size(), 1);
        int start = plan.size();
        int firstPacket = start + 1;
        int firstProof = firstPacket + packets.size();
        int recovery = load.replace() ? start : firstProof + proofs;
        int cleanup = firstProof + proofs + (load.replace() ? 0 : 1);
        int gone = cleanup + 1;
        int behind = gone + 1;

        plan.step(load.replace() ? delete(firstPacket, gone) : before(firstPacket));
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            StepRule rule = StepRule.then(firstPacket + i + 1)
                    .asSelfProving()
                    .withRecovery(recovery)
                    .withCleanup(cleanup);
            plan.step(steps.step(packet.name(blocks), packet.commands, new Loaded(packet.stages), rule));
        }
        for (int i = 0; i < proofs; i++) {
            int next = i == proofs - 1 ? behind : firstProof + i + 1;
            StepRule rule =
                    StepRule.then(next).asRepeatable().withRecovery(recovery).withCleanup(cleanup);
            plan.step(proof(load, i, rule));
        }
        if (!load.replace()) {
            plan.step(delete(firstPacket, gone));
        }
        plan.step(steps.step(
                "clean-up: DELETE " + loadFile,
                List.of(new DeleteCommand.OfObject(loadFile, true).command()),
                new Deleted(loadFile.toString()),
                StepRule.then(gone).asRepeatable().asEndsFailed()));
        plan.step(steps.status(
                "clean-up: GET STATUS " + loadFile,
                GetStatus.of(Subset.LOAD_FILES, loadFile),
                new Absent(loadFile, "is still on the card"),
                StepRule.then(StepRule.END).asRepeatable().asEndsFailed()));
    }

    private Step before(int next) throws CompileException {
        return steps.status(
                "GET STATUS " + loadFile,
                GetStatus.of(Subset.LOAD_FILES, loadFile),
                new Absent(loadFile, "is on the card already, and was left as it is; replace: true replaces it"),
                StepRule.then(next).asRepeatable());
    }

    private Step delete(int next, int gone) throws CompileException {
        return steps.step(
                "DELETE " + loadFile,
                List.of(new DeleteCommand.OfObject(loadFile, true).command()),
                new Deleted(loadFile.toString()),
                StepRule.then(next).asRepeatable().withCleanup(gone));
    }

    private Step proof(LoadApplet load, int number, StepRule rule) throws CompileException {
        if (load.instances().isEmpty()) {
            return steps.status(
                    "GET STATUS " + loadFile,
                    GetStatus.of(Subset.LOAD_FILES, loadFile),
                    new Registered(loadFile, LifeCycleState.Owner.LOAD_FILE, LifeCycleState.LOADED.code()),
                    rule);
        }
        AppletInstance instance = load.instances().get(number);
        return steps.status(
                "GET STATUS " + instance.application(),
                GetStatus.of(Subset.APPLICATIONS, instance.application()),
                new Registered(instance.application(), LifeCycleState.Owner.APPLICATION, instance.state()),
                rule);
    }

    private List<Packet> packets(LoadApplet load, CardValues values) throws CompileException {
        CommandApdu forLoad = content.command().command();
        List<List<LoadCommand>> cut = new LoadPackets(
                        plan.room().format(), plan.room().octets(0))
                .cut(content.file(), forLoad)
                .orElseThrow(() -> new CompileException(
                        "script",
                        null,
                        "a load file that 256 blocks of " + plan.room().octets(0) + " octets hold, got "
                                + content.file().encode().length() + " octets"));
        List<Packet> packets = new ArrayList<>();
        for (List<LoadCommand> commands : cut) {
            Packet packet = new Packet();
            if (packets.isEmpty()) {
                packet.add(LoadStage.FOR_LOAD, forLoad);
            }
            commands.forEach(packet::add);
            packets.add(packet);
        }
        Packet last = packets.get(packets.size() - 1);
        for (AppletInstance instance : load.instances()) {
            CommandApdu install = instance.command(loadFile, values).command();
            if (!steps.fits(last.commands, install)) {
                last = new Packet();
                packets.add(last);
            }
            last.add(LoadStage.INSTALL, install);
        }
        return packets;
    }
}
