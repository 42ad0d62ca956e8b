// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LoadFile;

/**
 * A package, as it goes to a card.
 *
 * @param loadFile AID of the package
 * @param applets AIDs of the applets in it
 * @param file what LOAD carries
 * @param securityDomain that it goes to; null: the one that is addressed
 * @param hash of the load file data block; none where nobody asks for it
 * @param parameters of INSTALL [for load], perhaps none
 * @param token load token, perhaps none
 */
record LoadContent(
        Aid loadFile,
        List<Aid> applets,
        LoadFile file,
        @Nullable Aid securityDomain,
        Octets hash,
        Octets parameters,
        Octets token) {
    LoadContent {
        applets = List.copyOf(applets);
        new InstallCommand.ForLoad(loadFile, securityDomain, hash, parameters, token);
    }

    InstallCommand.ForLoad command() {
        return new InstallCommand.ForLoad(loadFile, securityDomain, hash, parameters, token);
    }
}
