// SPDX-License-Identifier: Apache-2.0
/** Secured packets of TS 102 225 over short messages (TS 31.115): commands and responses, sealed and opened. */
@NullMarked
package org.otagateway.packet.secured;

import org.jspecify.annotations.NullMarked;
