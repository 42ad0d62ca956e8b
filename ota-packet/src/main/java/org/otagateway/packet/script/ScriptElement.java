// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;

/** An object of an expanded script (TS 102 226 clause 5.2.1). */
public sealed interface ScriptElement {
    /** Tag and value. */
    Octets encode();

    /** 22: a command. */
    record Command(CommandApdu apdu) implements ScriptElement {
        static final int TAG = 0x22;

        public Command {
            Template.requireLength("C-APDU", apdu.encode().length());
        }

        @Override
        public Octets encode() {
            return Template.object(TAG, apdu.encode());
        }
    }

    /**
     * 81: what the card does at once, before the next command.
     *
     * @param value one octet names a stored action (a record of EF RMA) or one with a meaning of its own, more are a
     *     proactive command
     */
    record ImmediateAction(Octets value) implements ScriptElement {
        static final int TAG = 0x81;

        public ImmediateAction {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("immediate action: expected a value");
            }
            Template.requireLength("immediate action", value.length());
        }

        @Override
        public Octets encode() {
            return Template.object(TAG, value);
        }
    }

    /**
     * 82: what the card does where a later command fails.
     *
     * @param value empty for nothing; one octet names a stored action, more are a proactive command
     */
    record ErrorAction(Octets value) implements ScriptElement {
        static final int TAG = 0x82;

        public ErrorAction {
            Template.requireLength("error action", value.length());
        }

        @Override
        public Octets encode() {
            return Template.object(TAG, value);
        }
    }

    /** 83: this script is one of several. It stands first. */
    record ScriptChaining(Link link) implements ScriptElement {
        static final int TAG = 0x83;

        @Override
        public Octets encode() {
            return Template.object(TAG, Octets.of(link.code));
        }

        /** The place of a script in its chain. */
        public enum Link {
            /** The first; the chain ends with a reset of the card. */
            FIRST(0x01),
            /** The first; the chain outlives a reset. */
            FIRST_KEPT_OVER_RESET(0x11),
            /** A further one, and more follow. */
            MORE_FOLLOW(0x02),
            /** The last. */
            LAST(0x03);

            private final int code;

            Link(int code) {
                this.code = code;
            }

            /** The octet in the script. */
            public int code() {
                return code;
            }
        }
    }
}
