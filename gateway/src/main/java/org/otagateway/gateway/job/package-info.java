// SPDX-License-Identifier: Apache-2.0
/** What the operator wants: the job file, resolved for each card profile so that it stands on its own. */
@NullMarked
package org.otagateway.gateway.job;

import org.jspecify.annotations.NullMarked;
