// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.otagateway.gateway.http;

import org.jspecify.annotations.NullMarked;
