// SPDX-License-Identifier: Apache-2.0
/** The way to an SMSC over SMPP 3.4, and an SMSC to test against. */
@NullMarked
package org.otagateway.smpp;

import org.jspecify.annotations.NullMarked;
