// SPDX-License-Identifier: Apache-2.0
/** The daemon's HTTP side: health, metrics and the API. The one package that knows Armeria. */
@NullMarked
package org.otagateway.gateway.http;

import org.jspecify.annotations.NullMarked;
