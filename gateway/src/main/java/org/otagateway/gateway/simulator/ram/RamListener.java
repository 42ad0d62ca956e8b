// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.globalplatform.Aid;

/** Is told of each command that a security domain ran. */
@FunctionalInterface
public interface RamListener {
    /** Takes nothing down. */
    RamListener NONE = (operation, application, answer) -> {};

    /**
     * A command was run or refused.
     *
     * @param operation as "install-for-load", or "unknown" where the card could not read it
     * @param application what it is about, where it says so
     */
    void ran(String operation, @Nullable Aid application, StatusWord answer);
}
