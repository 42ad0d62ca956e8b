// SPDX-License-Identifier: Apache-2.0
/** Test support: the vectors. */
@NullMarked
package org.otagateway.packet;

import org.jspecify.annotations.NullMarked;
