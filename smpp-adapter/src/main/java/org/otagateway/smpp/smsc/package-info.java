// SPDX-License-Identifier: Apache-2.0
/** A scripted SMSC: stores and forwards short messages over SMPP, with faults by option and seed; a product and the peer of tests. */
@NullMarked
package org.otagateway.smpp.smsc;

import org.jspecify.annotations.NullMarked;
