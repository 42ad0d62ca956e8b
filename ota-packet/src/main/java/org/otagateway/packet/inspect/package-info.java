// SPDX-License-Identifier: Apache-2.0
/** The packet inspector: any octets to a tree of fields with their meaning, clause and verdict; pure, and never fails. */
@NullMarked
package org.otagateway.packet.inspect;

import org.jspecify.annotations.NullMarked;
