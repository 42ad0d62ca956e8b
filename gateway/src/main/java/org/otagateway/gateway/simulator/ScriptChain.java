// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.secured.Tar;

/**
 * A chain of scripts that is under way on a card.
 *
 * @param tar application that it is for
 * @param runner what was selected; null where a reset came between
 * @param keptOverReset true where it outlives a reset
 */
record ScriptChain(Tar tar, @Nullable CommandRunner runner, boolean keptOverReset) {}
