// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.app;

/** Something outside the program failed for good: the first bind, the database. Ends the command with exit code 3. */
public final class OutsideFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OutsideFault(String message) {
        super(message);
    }

    public OutsideFault(String message, Throwable cause) {
        super(message, cause);
    }
}
