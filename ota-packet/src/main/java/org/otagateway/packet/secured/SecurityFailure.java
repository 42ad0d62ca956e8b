// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.KeyRole;

/** Why a packet could not be opened or sealed. Closed: it is broken, its check is wrong, or we lack the means. */
public sealed interface SecurityFailure {
    /** A structural rule is broken. */
    record Structure(Malformed malformed) implements SecurityFailure {
        @Override
        public String describe() {
            return malformed.describe();
        }
    }

    /** The RC or CC is another: changed octets, or another key. The right one is not told, since it would forge. */
    record CheckFailed(IntegrityAlgorithm algorithm) implements SecurityFailure {
        @Override
        public String describe() {
            return "RC/CC: the " + algorithm + " does not match (TS 102 225 5.1.3)";
        }
    }

    /**
     * No key, or one that the algorithm does not take.
     *
     * @param keyVersion 0…15
     * @param reason never holds a key
     */
    record KeyUnavailable(KeyRole role, int keyVersion, String reason) implements SecurityFailure {
        @Override
        public String describe() {
            return role + " of key version " + keyVersion + ": " + reason;
        }
    }

    /** Something that the standard leaves to agreement: DS, a proprietary algorithm; or a coding it reserves. */
    record Unsupported(String field, String actual) implements SecurityFailure {
        @Override
        public String describe() {
            return field + ": " + actual + " is not supported";
        }
    }

    /** One line for people; no secret in it. */
    String describe();
}
