// SPDX-License-Identifier: Apache-2.0
/** Rows of CARDS.csv become cards, keys, counter domains and deliveries of the store. */
@NullMarked
package org.otagateway.gateway.plan;

import org.jspecify.annotations.NullMarked;
