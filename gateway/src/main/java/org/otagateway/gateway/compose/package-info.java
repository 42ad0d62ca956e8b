// SPDX-License-Identifier: Apache-2.0
/** Makes packets and segments of a script, and reads what cards answer: pure functions. */
@NullMarked
package org.otagateway.gateway.compose;

import org.jspecify.annotations.NullMarked;
