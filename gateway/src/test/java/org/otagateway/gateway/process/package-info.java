// SPDX-License-Identifier: Apache-2.0
/** Test kit: the packaged gateway in processes of its own, and the files that it reads. */
@NullMarked
package org.otagateway.gateway.process;

import org.jspecify.annotations.NullMarked;
