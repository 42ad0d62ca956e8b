// SPDX-License-Identifier: Apache-2.0
/** Tests of dispatch and correlation against a simulated network and model cards. */
@NullMarked
package org.otagateway.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
