// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * What a PoR with status 00 tells of the script.
 *
 * @param verdict what it means to the step
 * @param commandsExecuted as the card counted; null where it did not say
 * @param statusWord the last one, 0…FFFF; null where it did not say
 * @param responseData what the last command returned
 */
public record ScriptAnswer(
        Verdict verdict,
        @Nullable Integer commandsExecuted,
        @Nullable Integer statusWord,
        @Nullable Octets responseData) {}
