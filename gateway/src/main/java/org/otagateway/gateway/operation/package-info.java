// SPDX-License-Identifier: Apache-2.0
/** What a job's script says in words or APDUs, and the plan of packets that it comes to for one card. */
@NullMarked
package org.otagateway.gateway.operation;

import org.jspecify.annotations.NullMarked;
