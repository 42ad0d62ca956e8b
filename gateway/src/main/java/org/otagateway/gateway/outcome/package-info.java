// SPDX-License-Identifier: Apache-2.0
/** What a delivery is and becomes: sealed events, closed sets of states, and pure functions from one to the next. */
@NullMarked
package org.otagateway.gateway.outcome;

import org.jspecify.annotations.NullMarked;
