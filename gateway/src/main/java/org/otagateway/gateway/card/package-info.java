// SPDX-License-Identifier: Apache-2.0
/** Cards, their profiles, and the CSV file that names them. */
@NullMarked
package org.otagateway.gateway.card;

import org.jspecify.annotations.NullMarked;
