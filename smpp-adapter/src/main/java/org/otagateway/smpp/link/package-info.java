// SPDX-License-Identifier: Apache-2.0
/** The face of the link to an SMSC: segments go out within window and rate, receipts and messages come in as events. */
@NullMarked
package org.otagateway.smpp.link;

import org.jspecify.annotations.NullMarked;
