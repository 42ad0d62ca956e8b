// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.nio.charset.StandardCharsets;
import org.otagateway.packet.bytes.SecretOctets;

/**
 * What a bind must show.
 *
 * @param systemId 1 to 15 characters
 * @param password at most 8 octets
 */
public record Account(String systemId, SecretOctets password) {
    /** @throws IllegalArgumentException where a part does not fit its field */
    public Account {
        if (systemId.isEmpty() || systemId.length() > 15) {
            throw new IllegalArgumentException("system_id: expected 1 to 15 characters, got " + systemId.length());
        }
        if (password.length() > 8) {
            throw new IllegalArgumentException("password: expected at most 8 octets, got " + password.length());
        }
    }

    /** With the password as text of one octet a character. */
    public static Account of(String systemId, String password) {
        return new Account(systemId, SecretOctets.copyOf(password.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
