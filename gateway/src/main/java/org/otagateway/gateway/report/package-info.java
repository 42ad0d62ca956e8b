// SPDX-License-Identifier: Apache-2.0
/** What is told of jobs: their state, what they came to, the report with one line a card. */
@NullMarked
package org.otagateway.gateway.report;

import org.jspecify.annotations.NullMarked;
