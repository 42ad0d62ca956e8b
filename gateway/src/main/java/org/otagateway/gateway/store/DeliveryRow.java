// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.DeliveryState;

/**
 * A delivery of the store.
 *
 * @param id its row
 * @param jobId the job's row
 * @param rowNo the row of the card file, from 1
 * @param cardId the card's row
 * @param wave the wave that it went with, from 1; 0: none
 * @param attemptId the row of its latest packet; null before the first
 * @param state what bears on what happens next
 */
public record DeliveryRow(
        long id,
        long jobId,
        long rowNo,
        long cardId,
        int wave,
        @Nullable Long attemptId,
        DeliveryState state) {
    /** The same as the store has it: times in milliseconds. */
    DeliveryRow asStored() {
        return new DeliveryRow(id, jobId, rowNo, cardId, wave, attemptId, StoredForm.of(state));
    }

    /** The same, due then. */
    DeliveryRow due(Instant at) {
        DeliveryState due = new DeliveryState(
                state.phase(),
                state.outcome(),
                StoredForm.of(at),
                state.packets(),
                state.marks(),
                state.evidence(),
                state.progress());
        return new DeliveryRow(id, jobId, rowNo, cardId, wave, attemptId, due);
    }

    /** The same, gone with a wave, due then. */
    DeliveryRow let(int inWave, Instant at) {
        return new DeliveryRow(id, jobId, rowNo, cardId, inWave, attemptId, due(at).state);
    }

    /** The same in another state. */
    public DeliveryRow with(DeliveryState other, @Nullable Long attempt) {
        return new DeliveryRow(id, jobId, rowNo, cardId, wave, attempt, other);
    }
}
