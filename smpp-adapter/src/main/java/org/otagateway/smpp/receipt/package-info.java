// SPDX-License-Identifier: Apache-2.0
/** Reads delivery receipts, from their parameters and from their text, whoever wrote it. */
@NullMarked
package org.otagateway.smpp.receipt;

import org.jspecify.annotations.NullMarked;
