// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.Set;

/** An operation of remote applet management (TS 102 226 clause 8, Card Specification clause 11). */
sealed interface ManagementOperation extends Operation
        permits ChangeKeys, InstallApplet, LoadApplet, ManagementCommand, PutKeys, StoreBlocks {
    @Override
    default Set<String> columns() {
        return Set.of();
    }

    /** Octets, all of them. */
    @Override
    default Set<String> hexColumns() {
        return columns();
    }
}
