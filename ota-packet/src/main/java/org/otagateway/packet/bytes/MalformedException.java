// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.bytes;

/**
 * Carries a {@link Malformed} out of nested readers. Decoders catch it ({@link Decoded#attempt}) and return the failure
 * as data. It has no stack trace: hostile octets must not cost more than good ones.
 */
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Malformed malformed;

    public MalformedException(Malformed malformed) {
        super(malformed.describe(), null, false, false);
        this.malformed = malformed;
    }

    public Malformed malformed() {
        return malformed;
    }
}
