// SPDX-License-Identifier: Apache-2.0
/** What the whole program shares: configuration, wiring, and how it tells its user of a fault. */
@NullMarked
package org.otagateway.gateway.app;

import org.jspecify.annotations.NullMarked;
