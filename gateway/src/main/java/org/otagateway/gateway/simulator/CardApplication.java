// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.Set;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.packet.secured.Tar;

/**
 * A remote file management application of a card (TS 102 226 clause 8.2).
 *
 * @param start the directory that is selected when a script begins
 * @param format the format of its scripts
 * @param rights its access domain: what it may do without a PIN
 */
record CardApplication(Tar tar, DedicatedFile start, Format format, MinimumSecurity minimum, Set<Access> rights) {
    CardApplication {
        rights = Set.copyOf(rights);
    }

    /** The format of a script. */
    enum Format {
        COMPACT,
        EXPANDED,
        /** Expanded where the first octet is AA or AE, which is no class of a command; else compact. */
        EITHER
    }
}
