// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

/** What a key of a key set is for. */
public enum KeyRole {
    /** Ciphering. */
    KIC,
    /** Checksums. */
    KID,
    /** Ciphering of keys under way to the card (DEK). */
    KIK
}
