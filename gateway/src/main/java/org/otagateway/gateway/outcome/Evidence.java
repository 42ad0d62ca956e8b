// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * What the report says of a delivery beside its outcome; null where there is none.
 *
 * @param porVerified whether the check of the last PoR that counted verified under the card's key
 * @param responseStatus the response status code of the last PoR, 0…255
 * @param commandsExecuted as the card counted
 * @param statusWord the last status word, 0…FFFF
 * @param responseData what the last command returned
 * @param smscState the last word of the SMSC
 * @param smscError the error in it
 * @param finished when the outcome was last decided
 * @param detail for people
 */
public record Evidence(
        @Nullable Boolean porVerified,
        @Nullable Integer responseStatus,
        @Nullable Integer commandsExecuted,
        @Nullable Integer statusWord,
        @Nullable Octets responseData,
        @Nullable String smscState,
        @Nullable String smscError,
        @Nullable Instant finished,
        @Nullable String detail) {
    /** No evidence. */
    public static final Evidence NONE = new Evidence(null, null, null, null, null, null, null, null, null);

    Evidence status(boolean verified, int status) {
        return new Evidence(
                verified, status, commandsExecuted, statusWord, responseData, smscState, smscError, finished, detail);
    }

    Evidence answer(boolean verified, ScriptAnswer answer) {
        return new Evidence(
                verified,
                0,
                answer.commandsExecuted(),
                answer.statusWord(),
                answer.responseData(),
                smscState,
                smscError,
                finished,
                detail);
    }

    Evidence smsc(String state, String error) {
        return new Evidence(
                porVerified,
                responseStatus,
                commandsExecuted,
                statusWord,
                responseData,
                state,
                error.isEmpty() ? null : error,
                finished,
                detail);
    }

    Evidence finished(Instant when, @Nullable String why) {
        return new Evidence(
                porVerified,
                responseStatus,
                commandsExecuted,
                statusWord,
                responseData,
                smscState,
                smscError,
                when,
                why);
    }

    Evidence detail(@Nullable String why) {
        return new Evidence(
                porVerified,
                responseStatus,
                commandsExecuted,
                statusWord,
                responseData,
                smscState,
                smscError,
                finished,
                why);
    }
}
