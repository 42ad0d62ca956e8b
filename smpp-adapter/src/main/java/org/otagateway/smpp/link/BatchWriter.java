// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what was taken to be written, without any lock. */
final class BatchWriter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWriter.class);
    private static final String LOST = "the connection was lost";

    /** Keeps the books. */
    interface Register {
        /** The segment goes out under this sequence_number; false where the session is over. */
        boolean goesOut(int sequence, Pending pending);

        /** Of {@code taken} segments {@code count} left; it is someone else's turn. */
        void written(int taken, int count);
    }

    private final Duration least;
    private final InstantSource clock;
    private final LinkMetrics metrics;
    private final Register register;

    /**
     * Writes with these settings.
     *
     * @param clock tells whether the validity of a segment has ended
     */
    BatchWriter(LinkSettings settings, InstantSource clock, LinkMetrics metrics, Register register) {
        this.least = settings.leastValidity();
        this.clock = clock;
        this.metrics = metrics;
        this.register = register;
    }

    /** Why the session is over now; null where it is not. */
    @Nullable
    String write(Session session, Waiting.Batch batch) {
        int at = 0;
        int count = 0;
        try {
            for (Waiting.Reply reply : batch.replies()) {
                session.answer(reply.sequence(), reply.commandStatus());
            }
            while (at < batch.segments().size()) {
                Pending pending = batch.segments().get(at);
                at++;
                String why = pending.objection(clock.instant().plus(least));
                int sequence = session.nextSequence();
                if (why == null && register.goesOut(sequence, pending)) {
                    metrics.written();
                    session.submit(sequence, pending.segment());
                    count++;
                } else {
                    pending.tell(new SubmitResult.Unknown(why == null ? LOST : why, false), 0);
                }
            }
            session.flush();
            return null;
        } catch (IOException e) {
            return "the connection failed: " + e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("A session failed", e);
            return "a fault of our own";
        } finally {
            Pending.giveUp(batch.segments().subList(at, batch.segments().size()), LOST, false);
            register.written(batch.segments().size(), count);
        }
    }
}
