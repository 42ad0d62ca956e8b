// SPDX-License-Identifier: Apache-2.0
/** Benchmarks beside what else there is, in one run, on the reader's machine. */
@NullMarked
package org.otagateway.gateway.bench;

import org.jspecify.annotations.NullMarked;
