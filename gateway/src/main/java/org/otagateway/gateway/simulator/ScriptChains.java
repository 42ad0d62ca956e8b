// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.Optional;

/** Scripts of one application that are chained to one another (TS 102 226 clause 5.2.1.4). */
interface ScriptChains {
    /** What the scripts before have selected; empty where none is under way. */
    Optional<CommandRunner> underWay();

    /**
     * More scripts follow.
     *
     * @param keptOverReset true where the chain outlives a reset of the card
     */
    void keep(CommandRunner runner, boolean keptOverReset);

    /** The last script was run, one failed, or one came that belongs to no chain. */
    void end();
}
