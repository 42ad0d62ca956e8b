// SPDX-License-Identifier: Apache-2.0
/** Puts the parts of a gateway together over one store, for the command line and the daemon alike. */
@NullMarked
package org.otagateway.gateway.wiring;

import org.jspecify.annotations.NullMarked;
