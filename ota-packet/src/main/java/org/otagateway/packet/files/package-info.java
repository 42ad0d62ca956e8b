// SPDX-License-Identifier: Apache-2.0
/** Files of the card that operators update: their names, paths and structures, their values in words, and the commands. */
@NullMarked
package org.otagateway.packet.files;

import org.jspecify.annotations.NullMarked;
