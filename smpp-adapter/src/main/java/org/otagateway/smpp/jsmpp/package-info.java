// SPDX-License-Identifier: Apache-2.0
/** The sessions of a link, over jsmpp; the only package that knows that library. */
@NullMarked
package org.otagateway.smpp.jsmpp;

import org.jspecify.annotations.NullMarked;
