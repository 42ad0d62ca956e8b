// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.compose;

import java.util.HexFormat;
import org.otagateway.packet.bytes.SecretOctets;

/** A secret on its way into a script, the one place where it has to be in clear. */
public final class SecretColumn {
    private SecretColumn() {}

    /** The digits that a script takes. */
    public static String digits(SecretOctets secret) {
        return HexFormat.of().formatHex(secret.reveal());
    }
}
