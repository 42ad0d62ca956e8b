// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.nio.charset.StandardCharsets;
import org.otagateway.packet.bytes.SecretOctets;

/**
 * Who binds, SMPP 3.4 clause 4.1.5.
 *
 * @param systemId up to 15 characters of ASCII
 * @param password up to 8 octets of ASCII
 * @param systemType up to 12 characters of ASCII
 */
public record Credentials(String systemId, SecretOctets password, String systemType) {
    private static final int MAX_SYSTEM_ID = 15;
    private static final int MAX_PASSWORD = 8;
    private static final int MAX_SYSTEM_TYPE = 12;

    /** @throws IllegalArgumentException where a field is too long or no ASCII; the message never holds the password */
    public Credentials {
        Ranges.ascii("system-id", systemId, MAX_SYSTEM_ID);
        Ranges.ascii("system-type", systemType, MAX_SYSTEM_TYPE);
        if (password.length() > MAX_PASSWORD) {
            throw new IllegalArgumentException(
                    "password: expected at most " + MAX_PASSWORD + " octets, got " + password.length());
        }
        Ranges.ascii("password", new String(password.reveal(), StandardCharsets.ISO_8859_1), MAX_PASSWORD);
    }

    /** Credentials without a system type. */
    public static Credentials of(String systemId, String password) {
        return new Credentials(systemId, SecretOctets.copyOf(password.getBytes(StandardCharsets.UTF_8)), "");
    }
}
