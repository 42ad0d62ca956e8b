// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.Locale;
import java.util.UUID;

/** How a message id is written; vendors differ, and some write it in the receipt otherwise than in submit_sm_resp. */
public enum MessageIdForm {
    /** Decimal digits. */
    DECIMAL,
    /** Decimal digits, 20 with leading zeros. */
    DECIMAL_PADDED,
    /** Hexadecimal digits in lower case. */
    HEXADECIMAL,
    /** Hexadecimal digits in upper case, 16 with leading zeros. */
    HEXADECIMAL_PADDED,
    /** A UUID. */
    UUID;

    String write(long id) {
        return switch (this) {
            case DECIMAL -> Long.toString(id);
            case DECIMAL_PADDED -> String.format(Locale.ROOT, "%020d", id);
            case HEXADECIMAL -> Long.toHexString(id);
            case HEXADECIMAL_PADDED -> String.format(Locale.ROOT, "%016X", id);
            // Shaped as version 8, whose content is free (RFC 9562 clause 5.8).
            case UUID -> new UUID(0x8000L, 0x8000_0000_0000_0000L | id).toString();
        };
    }
}
