// SPDX-License-Identifier: Apache-2.0
/** The command line, {@code ./ota}: one class a command, and how they read, print and end. */
@NullMarked
package org.otagateway.gateway.cli;

import org.jspecify.annotations.NullMarked;
