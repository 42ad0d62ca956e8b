// SPDX-License-Identifier: Apache-2.0
/** Tests of the rules of sending. */
@NullMarked
package org.otagateway.gateway.outcome;

import org.jspecify.annotations.NullMarked;
