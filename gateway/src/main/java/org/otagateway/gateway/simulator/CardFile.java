// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

/** A file of a card (TS 102 221 clause 8). */
sealed interface CardFile permits DedicatedFile, ElementaryFile {
    /** The file identifier, two octets. */
    int fid();
}
