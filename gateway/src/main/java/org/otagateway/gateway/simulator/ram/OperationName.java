// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetData;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LoadCommand;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.globalplatform.RamCommand;
import org.otagateway.packet.globalplatform.SetStatus;
import org.otagateway.packet.globalplatform.StoreData;

/** A command in a word and the AID it is about, for journals. */
record OperationName(String operation, @Nullable Aid application) {
    /**
     * @param command null where the card could not read it
     * @param loading the load that was under way before it
     */
    static OperationName of(@Nullable RamCommand command, @Nullable Loading loading) {
        if (command == null) {
            return new OperationName("unknown", null);
        }
        if (command instanceof InstallCommand install) {
            return ofInstall(install);
        }
        if (command instanceof LoadCommand) {
            return new OperationName("load", loading == null ? null : loading.file());
        }
        if (command instanceof DeleteCommand.OfObject object) {
            return new OperationName("delete", object.application());
        }
        if (command instanceof SetStatus status) {
            return new OperationName("set-status", status.application());
        }
        String name = command instanceof DeleteCommand
                ? "delete-key"
                : command instanceof PutKey
                        ? "put-key"
                        : command instanceof StoreData
                                ? "store-data"
                                : command instanceof GetStatus
                                        ? "get-status"
                                        : command instanceof GetData ? "get-data" : "other";
        return new OperationName(name, null);
    }

    private static OperationName ofInstall(InstallCommand command) {
        if (command instanceof InstallCommand.ForLoad load) {
            return new OperationName("install-for-load", load.loadFile());
        }
        if (command instanceof InstallCommand.ForInstall install) {
            return new OperationName(
                    install.selectable() ? "install-and-make-selectable" : "install", install.application());
        }
        if (command instanceof InstallCommand.ForMakeSelectable selectable) {
            return new OperationName("make-selectable", selectable.application());
        }
        if (command instanceof InstallCommand.ForExtradition extradition) {
            return new OperationName("extradite", extradition.application());
        }
        if (command instanceof InstallCommand.ForPersonalization personalization) {
            return new OperationName("personalize", personalization.application());
        }
        return new OperationName("registry-update", ((InstallCommand.ForRegistryUpdate) command).application());
    }
}
