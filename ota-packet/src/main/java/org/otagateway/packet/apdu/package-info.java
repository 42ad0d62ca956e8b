// SPDX-License-Identifier: Apache-2.0
/** Command and response APDUs of ISO/IEC 7816-4 and TS 102 221, and the status words that cards answer with. */
@NullMarked
package org.otagateway.packet.apdu;

import org.jspecify.annotations.NullMarked;
