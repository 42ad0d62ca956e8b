// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;

/** Runs the commands of one script, or of a chain of scripts: it knows what the commands before have selected. */
@FunctionalInterface
interface CommandRunner {
    /** Runs one command. Whatever the octets are, it answers. */
    ResponseApdu execute(CommandApdu command);
}
