// SPDX-License-Identifier: Apache-2.0
/** Octets: immutable strings of them, secret ones, and a bounds-checked reader that knows field and offset. */
@NullMarked
package org.otagateway.packet.bytes;

import org.jspecify.annotations.NullMarked;
