// SPDX-License-Identifier: Apache-2.0
/** The durable state: one writer with group commit, short reads beside it, and the only SQL. */
@NullMarked
package org.otagateway.gateway.store;

import org.jspecify.annotations.NullMarked;
