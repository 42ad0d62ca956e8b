// SPDX-License-Identifier: Apache-2.0
/** Short messages of TS 23.040 around a secured packet: user data header, segments, TPDUs, ENVELOPE. */
@NullMarked
package org.otagateway.packet.sms;

import org.jspecify.annotations.NullMarked;
