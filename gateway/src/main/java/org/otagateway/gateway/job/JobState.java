// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

/** Where a job stands. Whether its rows are all planned is apart. */
public enum JobState {
    /** Its deliveries are sent. */
    RUNNING(0),
    /** Nothing new is sent until it is resumed; answers are still taken in. */
    PAUSED(1),
    /** It was cancelled: no packet is sent any more, what is under way may still end. */
    CANCELLED(2),
    /** Every delivery has its outcome. */
    FINISHED(3);

    private final int code;

    JobState(int code) {
        this.code = code;
    }

    /** The code in the store. */
    public int code() {
        return code;
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
