// SPDX-License-Identifier: Apache-2.0
/** The gateway's settings, as gateway.yaml says them. */
@NullMarked
package org.otagateway.gateway.config;

import org.jspecify.annotations.NullMarked;
