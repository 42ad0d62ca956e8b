// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;

/** An object of the answer to an expanded script (TS 102 226 clause 5.2.2). */
public sealed interface ResponseElement {
    /** Tag and value. */
    Octets encode();

    /** 23: what one command gave. */
    record CommandResponse(ResponseApdu apdu) implements ResponseElement {
        static final int TAG = 0x23;

        public CommandResponse {
            Template.requireLength("R-APDU", apdu.data().length() + 2);
        }

        @Override
        public Octets encode() {
            return Template.object(TAG, apdu.encode());
        }
    }

    /**
     * 81: what an immediate action gave.
     *
     * @param value a terminal response, or the one octet 01: the suspension failed
     */
    record ImmediateActionResponse(Octets value) implements ResponseElement {
        static final int TAG = 0x81;

        /** The one octet of an action that could not be done. */
        public static final Octets SUSPENSION_ERROR = Octets.of(0x01);

        public ImmediateActionResponse {
            Template.requireLength("immediate action response", value.length());
        }

        @Override
        public Octets encode() {
            return Template.object(TAG, value);
        }
    }

    /**
     * 83: why a chained script was not taken.
     *
     * @param code one octet: 01 no previous script, 02 chaining not supported, 03 unable to process
     */
    record ScriptChainingResponse(int code) implements ResponseElement {
        static final int TAG = 0x83;
        public static final int NO_PREVIOUS_SCRIPT = 0x01;
        public static final int NOT_SUPPORTED = 0x02;
        public static final int UNABLE_TO_PROCESS = 0x03;

        public ScriptChainingResponse {
            ResponseElement.requireOctet("script chaining response", code);
        }

        @Override
        public Octets encode() {
            return Template.object(TAG, Octets.of(code));
        }
    }

    /**
     * 90: where the script broke the format; the rest was not run.
     *
     * @param code one octet: 01 unknown tag, 02 wrong length, 03 length not found
     */
    record BadFormat(int code) implements ResponseElement {
        static final int TAG = 0x90;
        public static final int UNKNOWN_TAG = 0x01;
        public static final int WRONG_LENGTH = 0x02;
        public static final int LENGTH_NOT_FOUND = 0x03;

        public BadFormat {
            ResponseElement.requireOctet("bad format", code);
        }

        @Override
        public Octets encode() {
            return Template.object(TAG, Octets.of(code));
        }
    }

    private static void requireOctet(String field, int code) {
        if (code < 0 || code > 0xFF) {
            throw new IllegalArgumentException(field + ": expected an octet, got " + code);
        }
    }
}
