// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.util.Locale;

/** Where a job stands. Whether its rows are all planned is apart. */
public enum JobState {
    /** Its deliveries are sent. */
    RUNNING(0),
    /** Nothing new is sent until it is resumed; answers are still taken in. */
    PAUSED(1),
    /** It was cancelled: no packet is sent any more, what is under way may still end. */
    CANCELLED(2),
    /** Every delivery has its outcome. */
    DONE(3),
    /** It is stored and planned, and sends nothing until it is started. */
    DRAFT(4),
    /** Its start has not come. */
    SCHEDULED(5),
    /** It was ended at once: no packet is sent any more and no answer waited for. */
    ABORTED(6);

    private final int code;

    JobState(int code) {
        this.code = code;
    }

    /** The code in the store. */
    public int code() {
        return code;
    }

    /** The word for people and programs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An operator ended it: nothing of it is sent any more. */
    public boolean isStopped() {
        return this == CANCELLED || this == ABORTED;
    }

    /** It has come to its end, or is brought there: the same files make a new job, where that is asked for. */
    public boolean isOver() {
        return this == DONE || isStopped();
    }

    /** @throws IllegalArgumentException where no constant has the code */
    public static JobState ofCode(int code) {
        for (JobState value : values()) {
            if (value.code == code) {
                return value;
            }
        }
        throw new IllegalArgumentException("no JobState has code " + code);
    }
}
