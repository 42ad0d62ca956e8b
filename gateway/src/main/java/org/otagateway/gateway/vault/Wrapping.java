// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;

/** How octets are sealed: under a key of this program today, in a hardware security module another day. Thread-safe. */
interface Wrapping {
    /**
     * Seals {@code secret}.
     *
     * @param bound what it belongs to; it is not sealed, but opening under another binding fails
     */
    Octets wrap(byte[] secret, Octets bound);

    /**
     * Opens what {@link #wrap} gave.
     *
     * @throws VaultException where it was sealed under another key or for another binding, or was changed
     */
    SecretOctets unwrap(Octets sealed, Octets bound);
}
