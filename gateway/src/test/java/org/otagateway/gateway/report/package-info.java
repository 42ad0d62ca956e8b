// SPDX-License-Identifier: Apache-2.0
/** Tests of what is told of jobs. */
@NullMarked
package org.otagateway.gateway.report;

import org.jspecify.annotations.NullMarked;
