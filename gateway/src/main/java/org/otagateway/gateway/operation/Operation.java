// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * One entry of a job's script: an APDU, or a word with what it is about. All that it takes from files is in it, so that it
 * can lie in the store.
 */
public sealed interface Operation permits RawApdu, FileOperation, ManagementOperation {
    /** Its word in a script; empty for an APDU. */
    String word();

    /** The columns of the card file that it names, in lower case. */
    Set<String> columns();

    /** Those of its columns that hold hexadecimal digits; the others hold words. */
    Set<String> hexColumns();

    /** In words, for people; no value of a card is in it. */
    String describe();

    /** What stands behind its word in the store; {@link OperationJson} reads it. */
    JsonNode json();

    /**
     * Adds the commands for one card.
     *
     * @throws CompileException where a value of the card does not fit, or a packet of the route does not carry a command
     */
    void compile(PlanBuilder plan, CardValues values) throws CompileException;
}
