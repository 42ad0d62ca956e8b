// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.RamCommand;
import org.otagateway.packet.globalplatform.SetStatus;

/**
 * A word that comes to one command, which is the same for all cards.
 *
 * @param word as the operator wrote it
 * @param command what it means
 */
record ManagementCommand(String word, RamCommand command) implements ManagementOperation {
    static ManagementCommand fromJson(String word, JsonNode json) {
        Octets apdu = Octets.hex(Json.text(json, "command"));
        return new ManagementCommand(
                word, CommandApdu.decode(apdu).flatMap(RamCommand::decode).fold(command -> command, bad -> {
                    throw new IllegalArgumentException(bad.describe());
                }));
    }

    @Override
    public JsonNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("command", command.command().encode().toHex());
    }

    @Override
    public String describe() {
        String about = about();
        return about.isEmpty() ? word : word + " " + about;
    }

    private String about() {
        if (command instanceof DeleteCommand.OfObject delete) {
            return delete.application() + (delete.related() ? " and what is related" : "");
        }
        if (command instanceof DeleteCommand.OfKey key) {
            return "keys"
                    + (key.version().isPresent()
                            ? " of version " + key.version().getAsInt()
                            : "")
                    + (key.identifier().isPresent()
                            ? " with identifier " + key.identifier().getAsInt()
                            : "");
        }
        if (command instanceof SetStatus status) {
            Aid application = status.application();
            return application == null ? "card" : application.toString();
        }
        if (command instanceof GetStatus status) {
            return ManagementWords.subsetWord(status.subset())
                    + (status.filter().isEmpty() ? "" : " " + status.filter());
        }
        if (command instanceof InstallCommand.ForMakeSelectable install) {
            return install.application().toString();
        }
        if (command instanceof InstallCommand.ForExtradition install) {
            return install.application() + " to " + install.securityDomain();
        }
        if (command instanceof InstallCommand.ForRegistryUpdate install) {
            Aid application = install.application();
            return application == null ? "issuer security domain" : application.toString();
        }
        return "";
    }

    /** Asking and setting a state do no harm twice; a second DELETE or INSTALL is refused. */
    private boolean repeatable() {
        return command instanceof GetStatus || command instanceof SetStatus;
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        ManagementSteps steps = new ManagementSteps(plan.room());
        if (command instanceof GetStatus status) {
            plan.step(steps.step(
                    describe(),
                    steps.wholeStatus(status),
                    new StatusRead(status.subset()),
                    StepRule.then(plan.size() + 1).asRepeatable()));
        } else {
            plan.add(Command.of(steps.plain(command), describe(), repeatable()));
        }
    }
}
