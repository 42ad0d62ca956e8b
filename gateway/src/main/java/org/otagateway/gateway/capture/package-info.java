// SPDX-License-Identifier: Apache-2.0
/** Captures of networks: pcap and pcapng files, the SMPP streams and card commands in them. No octets make it fail. */
@NullMarked
package org.otagateway.gateway.capture;

import org.jspecify.annotations.NullMarked;
