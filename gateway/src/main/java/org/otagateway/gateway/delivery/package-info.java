// SPDX-License-Identifier: Apache-2.0
/** Carries out in the store, within one commit, what the rules of package outcome decide. */
@NullMarked
package org.otagateway.gateway.delivery;

import org.jspecify.annotations.NullMarked;
