// SPDX-License-Identifier: Apache-2.0
/** Hands work over to the daemon that owns a store, through its API. */
@NullMarked
package org.otagateway.gateway.client;

import org.jspecify.annotations.NullMarked;
