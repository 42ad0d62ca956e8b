// SPDX-License-Identifier: Apache-2.0
/** Algorithms, keys, key sets, key check values and the counter; pure computation without clock, thread or logger. */
@NullMarked
package org.otagateway.packet.keys;

import org.jspecify.annotations.NullMarked;
