// SPDX-License-Identifier: Apache-2.0
/** Tests of the registry of software UICCs. */
@NullMarked
package org.otagateway.gateway.simulator.ram;

import org.jspecify.annotations.NullMarked;
