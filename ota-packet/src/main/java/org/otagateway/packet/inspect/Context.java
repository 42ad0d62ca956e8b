// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;

/**
 * What one inspection works with.
 *
 * @param expected the security that a response may have because its command asked for it; empty where nothing is known
 * @param effort what a failing check is worth
 */
record Context(Opener opener, KeyRing ring, List<Settings> expected, Effort effort, Notes notes) {}
