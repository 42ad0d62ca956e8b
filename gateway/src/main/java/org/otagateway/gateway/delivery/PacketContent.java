// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.StepVisit;
import org.otagateway.gateway.store.AttemptRow;

/**
 * What a packet of a delivery carries.
 *
 * @param kind the script of a step, or a probe
 * @param visit to which step
 */
public record PacketContent(AttemptKind kind, StepVisit visit) {
    /** The script of the first step. */
    public static final PacketContent FIRST = new PacketContent(AttemptKind.SCRIPT, StepVisit.FIRST);

    static PacketContent of(AttemptRow attempt) {
        return new PacketContent(attempt.packet().kind(), attempt.visit());
    }
}
