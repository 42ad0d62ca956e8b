// SPDX-License-Identifier: Apache-2.0
/** GlobalPlatform: secure channels SCP02 and SCP03, key diversification, PUT KEY and what remote applet management sends. */
@NullMarked
package org.otagateway.packet.globalplatform;

import org.jspecify.annotations.NullMarked;
