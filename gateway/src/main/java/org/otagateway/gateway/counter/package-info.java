// SPDX-License-Identifier: Apache-2.0
/** What an operator does about the counters of all cards: moves them on after a restored backup, and sees which near their end. */
@NullMarked
package org.otagateway.gateway.counter;

import org.jspecify.annotations.NullMarked;
