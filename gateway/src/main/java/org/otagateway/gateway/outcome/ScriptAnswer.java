// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * What a PoR with status 00 tells of the script.
 *
 * @param wanted all commands ran and the last status word is one that the job expects
 * @param commandsExecuted as the card counted; null where it did not say
 * @param statusWord the last one, 0…FFFF; null where it did not say
 * @param responseData what the last command returned
 * @param detail what differs from what was wanted; null where nothing does
 */
public record ScriptAnswer(
        boolean wanted,
        @Nullable Integer commandsExecuted,
        @Nullable Integer statusWord,
        @Nullable Octets responseData,
        @Nullable String detail) {}
