// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Ota.class.getPackage().getImplementationVersion();
        return new String[] {"ota " + (version == null ? "(not from a jar)" : version)};
    }
}
