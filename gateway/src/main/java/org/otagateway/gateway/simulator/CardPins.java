// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.packet.bytes.Octets;

/** The PINs and the ADM code of one card with their tries. Never printed. Not thread-safe. */
final class CardPins {
    private static final int LENGTH = 8;

    private final Map<Reference, Pin> pins = new EnumMap<>(Reference.class);

    /** A value of 8 octets and the tries left. */
    private static final class Pin {
        private final byte[] value;
        private int tries;

        Pin(byte[] value, int tries) {
            this.value = value;
            this.tries = tries;
        }
    }

    /** Which secret VERIFY names (TS 102 221 clause 9.5.1; in CLA A0 CHV2 is 02). */
    enum Reference {
        PIN1(0x01, Access.PIN1, 3),
        PIN2(0x81, Access.PIN2, 3),
        ADM1(0x0A, Access.ADM, 10);

        private final int code;
        private final Access opens;
        private final int tries;

        Reference(int code, Access opens, int tries) {
            this.code = code;
            this.opens = opens;
            this.tries = tries;
        }

        Access opens() {
            return opens;
        }

        static Reference of(int code, boolean simClass) throws RefusedException {
            for (Reference reference : values()) {
                if (reference.code == code || (simClass && reference == PIN2 && code == 0x02)) {
                    return reference;
                }
            }
            throw new RefusedException(Refusal.PIN_UNKNOWN);
        }
    }

    /** Gives a card a PIN of 4–8 digits, or an ADM code of 8 characters or 16 hexadecimal digits. */
    void set(Reference reference, String value) {
        byte[] octets = new byte[LENGTH];
        Arrays.fill(octets, (byte) 0xFF);
        byte[] given = value.length() == 2 * LENGTH
                ? Octets.hex(value).toByteArray()
                : value.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(given, 0, octets, 0, Math.min(LENGTH, given.length));
        pins.put(reference, new Pin(octets, reference.tries));
    }

    /** True where {@link #set} would take it. */
    static boolean accepts(Reference reference, String value) {
        return reference == Reference.ADM1 ? value.matches("[!-~]{8}|[0-9A-Fa-f]{16}") : value.matches("[0-9]{4,8}");
    }

    /** Tries left. */
    int tries(Reference reference) throws RefusedException {
        return pin(reference).tries;
    }

    /** Compares, and counts a failure. */
    boolean verify(Reference reference, Octets given) throws RefusedException {
        Pin pin = pin(reference);
        if (pin.tries == 0) {
            throw new RefusedException(Refusal.PIN_BLOCKED);
        }
        boolean right = MessageDigest.isEqual(pin.value, given.toByteArray());
        pin.tries = right ? reference.tries : pin.tries - 1;
        return right;
    }

    private Pin pin(Reference reference) throws RefusedException {
        Pin pin = pins.get(reference);
        if (pin == null) {
            throw new RefusedException(Refusal.PIN_UNKNOWN);
        }
        return pin;
    }
}
