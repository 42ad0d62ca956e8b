// SPDX-License-Identifier: Apache-2.0
/** The gateway: job, script, secured packet, segments, SMPP, receipt and proof of receipt, outcome, in this order. */
@NullMarked
package org.otagateway.gateway;

import org.jspecify.annotations.NullMarked;
