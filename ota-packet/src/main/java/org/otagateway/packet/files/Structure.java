// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

/** How an EF is built (TS 102 221 clause 8.2.2). */
public enum Structure {
    /** A string of octets: READ BINARY and UPDATE BINARY. */
    TRANSPARENT,
    /** Records of one length: READ RECORD and UPDATE RECORD. */
    LINEAR_FIXED,
    /** Records of one length, the oldest overwritten. */
    CYCLIC
}
