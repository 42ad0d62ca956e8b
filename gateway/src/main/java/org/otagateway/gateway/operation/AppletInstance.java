// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privileges;

/**
 * An applet that is installed from a package.
 *
 * @param module AID of the applet in the package
 * @param application AID of the instance
 * @param selectable whether it is made selectable at once
 * @param privileges of the instance
 * @param parameters of INSTALL [for install]
 * @param token install token, perhaps none
 */
record AppletInstance(
        Aid module,
        Aid application,
        boolean selectable,
        Privileges privileges,
        AppletParameters parameters,
        Octets token) {
    /** The command for one card. */
    InstallCommand.ForInstall command(Aid loadFile, CardValues values) throws CompileException {
        Octets encoded = parameters.encode(values);
        try {
            return new InstallCommand.ForInstall(loadFile, module, application, selectable, privileges, encoded, token);
        } catch (IllegalArgumentException e) {
            throw new CompileException("script", null, "INSTALL of at most 255 octets (" + e.getMessage() + ")");
        }
    }

    /** The state in which the registry has it afterwards. */
    int state() {
        return (selectable ? LifeCycleState.SELECTABLE : LifeCycleState.INSTALLED).code();
    }
}
