// SPDX-License-Identifier: Apache-2.0
/** Keys, secrets and packets at rest, sealed under one root key. */
@NullMarked
package org.otagateway.gateway.vault;

import org.jspecify.annotations.NullMarked;
