// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.Optional;

/**
 * How commands and responses of a secure channel are protected: P1 of EXTERNAL AUTHENTICATE (Card Specification clause
 * E.5.2.3, Amendment D clause 7.1.2.1).
 *
 * <pre>
 * b6 R-ENCRYPTION | b5 R-MAC | b2 C-DECRYPTION | b1 C-MAC
 * </pre>
 */
public enum SecurityLevel {
    C_MAC(0x01),
    C_DECRYPTION_C_MAC(0x03),
    C_MAC_R_MAC(0x11),
    C_DECRYPTION_C_MAC_R_MAC(0x13),
    /** SCP03 alone. */
    C_DECRYPTION_R_ENCRYPTION_C_MAC_R_MAC(0x33);

    private final int code;

    SecurityLevel(int code) {
        this.code = code;
    }

    /** The octet, 01…33. */
    public int code() {
        return code;
    }

    public static Optional<SecurityLevel> of(int code) {
        for (SecurityLevel level : values()) {
            if (level.code == code) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    boolean commandEncryption() {
        return (code & 0x02) != 0;
    }

    boolean responseMac() {
        return (code & 0x10) != 0;
    }

    boolean responseEncryption() {
        return (code & 0x20) != 0;
    }
}
