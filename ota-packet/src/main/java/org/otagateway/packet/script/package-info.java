// SPDX-License-Identifier: Apache-2.0
/** Scripts of TS 102 226 in the compact and the expanded format, and what cards answer to them. */
@NullMarked
package org.otagateway.packet.script;

import org.jspecify.annotations.NullMarked;
