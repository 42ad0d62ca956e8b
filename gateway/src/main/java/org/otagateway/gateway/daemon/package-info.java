// SPDX-License-Identifier: Apache-2.0
/** The gateway as a daemon: it owns the store for weeks, survives its faults, and takes work over. */
@NullMarked
package org.otagateway.gateway.daemon;

import org.jspecify.annotations.NullMarked;
