// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.IntegrityAlgorithm;

/**
 * What the keys of one holder make of a packet.
 *
 * @param body from CNTR on, in clear; null where it could not be deciphered
 * @param check what came of the check
 * @param cipher the algorithm that deciphered it; null where nothing is ciphered or no key was there
 * @param integrity the algorithm of the check; null where there is none or it is not known
 * @param holder whose keys they are; null where none were needed
 * @param settings what was assumed
 * @param problem why it could not be deciphered or checked; empty where it could
 */
record Opening(
        @Nullable Octets body,
        Check check,
        @Nullable CipherAlgorithm cipher,
        @Nullable IntegrityAlgorithm integrity,
        KeyRing.@Nullable Holder holder,
        Settings settings,
        String problem) {
    /** What came of the check. */
    enum Check {
        /** The packet carries none. */
        NONE,
        MATCHES,
        FAILS,
        /** No key, no algorithm, or the body is too short or ciphered. */
        NOT_MADE
    }

    /** How much this opening explains: of several the highest is told. */
    int rank(Shape shape) {
        return switch (check) {
            case MATCHES -> integrity != null && integrity.keyed() ? 6 : 5;
            case NONE -> plausible(shape) ? 4 : 1;
            case FAILS -> plausible(shape) ? 3 : 2;
            case NOT_MADE -> body == null ? 0 : plausible(shape) ? 2 : 1;
        };
    }

    /** Whether the clear body has the look of one: padding within a block, a known status. */
    boolean plausible(Shape shape) {
        return body != null && plausible(shape, body, cipher);
    }

    /** Whether {@code body} has that look where {@code cipher} deciphered it; null: it came in clear. */
    static boolean plausible(Shape shape, Octets body, @Nullable CipherAlgorithm cipher) {
        if (body.length() < shape.fixedLength()) {
            return false;
        }
        int padding = body.get(5);
        int most = cipher == null ? 0 : cipher.blockLength() - 1;
        return padding <= most && (shape == Shape.COMMAND || body.get(6) <= 0x0C);
    }
}
