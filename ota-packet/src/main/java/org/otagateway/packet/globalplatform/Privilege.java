// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.Locale;
import java.util.Optional;

/**
 * What an application may do on the card (Card Specification clause 6.6.1, tables 11-7 to 11-9). The code is a bit of
 * three octets as one number.
 */
public enum Privilege {
    SECURITY_DOMAIN(0x800000),
    DAP_VERIFICATION(0x400000),
    DELEGATED_MANAGEMENT(0x200000),
    CARD_LOCK(0x100000),
    CARD_TERMINATE(0x080000),
    CARD_RESET(0x040000),
    CVM_MANAGEMENT(0x020000),
    MANDATED_DAP_VERIFICATION(0x010000),
    TRUSTED_PATH(0x008000),
    AUTHORIZED_MANAGEMENT(0x004000),
    TOKEN_VERIFICATION(0x002000),
    GLOBAL_DELETE(0x001000),
    GLOBAL_LOCK(0x000800),
    GLOBAL_REGISTRY(0x000400),
    FINAL_APPLICATION(0x000200),
    GLOBAL_SERVICE(0x000100),
    RECEIPT_GENERATION(0x000080),
    CIPHERED_LOAD_FILE_DATA_BLOCK(0x000040),
    CONTACTLESS_ACTIVATION(0x000020),
    CONTACTLESS_SELF_ACTIVATION(0x000010);

    private final int code;

    Privilege(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** As operators write it: "security-domain". */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The privilege written as {@code label}. */
    public static Optional<Privilege> ofLabel(String label) {
        for (Privilege privilege : values()) {
            if (privilege.label().equals(label)) {
                return Optional.of(privilege);
            }
        }
        return Optional.empty();
    }
}
