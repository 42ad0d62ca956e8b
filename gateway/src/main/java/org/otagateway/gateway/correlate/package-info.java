// SPDX-License-Identifier: Apache-2.0
/** Leads what comes in from the network back to packets: receipts by message id, PoRs by number, TAR, counter and check. */
@NullMarked
package org.otagateway.gateway.correlate;

import org.jspecify.annotations.NullMarked;
