// SPDX-License-Identifier: Apache-2.0
/** Crashes: a gateway killed at random moments, with and without its unsynced writes. */
@NullMarked
package org.otagateway.gateway.crash;

import org.jspecify.annotations.NullMarked;
