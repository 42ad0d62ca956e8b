// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;

/**
 * What one inspection works with.
 *
 * @param expected the security that a response may have because its command asked for it; empty where nothing is known
 * @param thorough whether a failing check is worth a search that takes some 100 ms
 */
record Context(Opener opener, KeyRing ring, List<Settings> expected, boolean thorough, Notes notes) {}
