// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.otagateway.gateway.card.Application;
import org.otagateway.packet.files.FileCommand;

/**
 * What a script is read against.
 *
 * @param folder of the job file, to which paths in it are relative
 * @param applications the job's application as each card profile has it, one at least
 */
public record ScriptContext(Path folder, List<Application> applications) {
    public ScriptContext {
        applications = List.copyOf(applications);
    }

    /** The file systems that its cards may have. */
    Set<FileCommand> fileSystems() {
        Set<FileCommand> systems = EnumSet.noneOf(FileCommand.class);
        applications.forEach(application -> systems.add(application.files()));
        return systems;
    }

    /** The same for applications in any collection. */
    public static ScriptContext of(Path folder, Collection<Application> applications) {
        return new ScriptContext(folder, List.copyOf(applications));
    }
}
