// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

/**
 * What is wrong with one command of a script that a person wrote.
 *
 * @param command its place in the script, from 1
 * @param problem what was expected and what was found
 */
public record ScriptFault(int command, String problem) {
    @Override
    public String toString() {
        return "command " + command + ": " + problem;
    }
}
