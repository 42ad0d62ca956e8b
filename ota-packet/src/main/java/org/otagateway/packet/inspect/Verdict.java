// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

/** What the inspector thinks of a field. */
public enum Verdict {
    /** Read and explained, nothing to say against it. */
    PLAIN,
    /** Checked and right: a checksum that matches. */
    GOOD,
    /** Not known or not checked: ciphered without a key, octets of no known form. */
    UNCHECKED,
    /** Allowed, but it should make someone think. */
    SUSPICIOUS,
    /** Against the standard: a card would refuse it. */
    BAD
}
