// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Decoded;

/** A command of remote applet management (TS 102 226 clause 8.2.1, Card Specification clause 11). */
public sealed interface RamCommand
        permits DeleteCommand,
                GetData,
                GetStatus,
                InstallCommand,
                LoadCommand,
                PutKey,
                SetStatus,
                StoreData,
                TokenCommand {
    /**
     * The command in clear, CLA 80, with short lengths. Le stands only where the answer is wanted: a script counts the
     * commands by itself, and the octet 00 that DELETE, INSTALL and LOAD send back says nothing.
     */
    CommandApdu command();

    /** Reads a command by its instruction; Le is not looked at. */
    static Decoded<RamCommand> decode(CommandApdu command) {
        return Decoded.attempt(() -> RamApdu.read(command));
    }
}
