// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.SystemParameters;
import org.otagateway.packet.globalplatform.UiccParameters;

/**
 * The parameters of INSTALL [for install], of which a card may have its own application data.
 *
 * @param application what the applet itself gets, object C9; null: none
 * @param system object EF; null: none
 * @param uicc object EA; null: none
 */
record AppletParameters(
        @Nullable ScriptTemplate application,
        @Nullable SystemParameters system,
        @Nullable UiccParameters uicc) {
    /** An applet that wants nothing. */
    static final AppletParameters NONE = new AppletParameters(null, null, null);

    Set<String> columns() {
        return application == null ? Set.of() : application.columns();
    }

    /** The field for one card. */
    Octets encode(CardValues values) throws CompileException {
        Octets own = Octets.EMPTY;
        if (application != null) {
            try {
                own = Octets.hex(application.fill(values::column));
            } catch (IllegalArgumentException e) {
                throw new CompileException("parameters", null, "hexadecimal digits (" + e.getMessage() + ")");
            }
        }
        return new InstallParameters(own, system, uicc).encode();
    }
}
