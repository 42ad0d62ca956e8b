// SPDX-License-Identifier: Apache-2.0
/** What people write, read strictly: YAML and CSV with their lines, so that a fault can be told in one of them. */
@NullMarked
package org.otagateway.gateway.input;

import org.jspecify.annotations.NullMarked;
