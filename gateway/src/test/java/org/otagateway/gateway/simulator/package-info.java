// SPDX-License-Identifier: Apache-2.0
/** Tests of the software UICCs. */
@NullMarked
package org.otagateway.gateway.simulator;

import org.jspecify.annotations.NullMarked;
