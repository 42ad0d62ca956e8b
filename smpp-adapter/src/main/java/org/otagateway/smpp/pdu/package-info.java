// SPDX-License-Identifier: Apache-2.0
/** SMPP PDUs of interface versions 3.3, 3.4 and 5.0: one record for each, encode and decode adjacent. */
@NullMarked
package org.otagateway.smpp.pdu;

import org.jspecify.annotations.NullMarked;
