// SPDX-License-Identifier: Apache-2.0
/** Placeholder until the first class lands. */
package org.otagateway.smpp;
