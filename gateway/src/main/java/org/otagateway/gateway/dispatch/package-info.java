// SPDX-License-Identifier: Apache-2.0
/** Decides which card goes when, and is the only caller of submit: claims, rates, results, the life of a job. */
@NullMarked
package org.otagateway.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
