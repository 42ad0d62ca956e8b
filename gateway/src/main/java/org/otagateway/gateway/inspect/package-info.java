// SPDX-License-Identifier: Apache-2.0
/** What the packet inspector needs around it: reading whatever people paste, keys, joining, JSON. */
@NullMarked
package org.otagateway.gateway.inspect;

import org.jspecify.annotations.NullMarked;
