// SPDX-License-Identifier: Apache-2.0
/**
 * Software UICCs for tests and the demo: they open secured packets with their own keys, run the scripts on a small file
 * system and answer. Nothing of the gateway but the command line knows them.
 */
@NullMarked
package org.otagateway.gateway.simulator;

import org.jspecify.annotations.NullMarked;
