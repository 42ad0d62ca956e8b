// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.app;

/** How the program ended, as scripts see it. */
public enum ExitCode {
    /** Every card confirmed, or unconfirmed because the job asked for no PoR; or the work was handed to a daemon. */
    ALL_WELL(0),
    /** The work was done, but some outcome is another, or input was rejected in part. */
    OTHER_OUTCOME(1),
    /** Wrong usage or bad input. */
    WRONG_INPUT(2),
    /** A fault outside: the first bind fails, the database is unusable. */
    OUTSIDE_FAULT(3);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The exit status of the process, 0…3. */
    public int code() {
        return code;
    }
}
