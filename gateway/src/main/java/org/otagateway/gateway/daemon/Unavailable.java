// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

/** The daemon has no store at the moment; it tries to open it again by itself. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unavailable(String why) {
        super(why);
    }
}
