// SPDX-License-Identifier: Apache-2.0
/** The JSON format of the test vectors: secured packets to and from its fields, and the check of a whole file. */
@NullMarked
package org.otagateway.gateway.vector;

import org.jspecify.annotations.NullMarked;
