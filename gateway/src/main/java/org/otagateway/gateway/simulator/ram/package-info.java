// SPDX-License-Identifier: Apache-2.0
/**
 * Remote applet management on a software UICC: a registry that takes and refuses what a card does (TS 102 226 clause 8,
 * GlobalPlatform Card Specification 2.3).
 */
@NullMarked
package org.otagateway.gateway.simulator.ram;

import org.jspecify.annotations.NullMarked;
