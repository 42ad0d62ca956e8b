// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import org.otagateway.packet.secured.CounterMode;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Spi;

/**
 * The minimum security level of an application (TS 102 225 clause 5.1.1, TS 102 226 clause 8.2.1.3.2.4): the first octet of
 * the weakest SPI that it takes. A packet below it gets status 0A.
 *
 * @param integrity at least this: none, RC, CC
 * @param ciphered true where a packet must be ciphered
 * @param counter at least this: none, higher, one higher; {@code UNCHECKED} is no more than none
 */
public record MinimumSecurity(IntegrityMode integrity, boolean ciphered, CounterMode counter) {
    /** Anything is taken. */
    public static final MinimumSecurity NONE = new MinimumSecurity(IntegrityMode.NONE, false, CounterMode.NONE);

    /** A checksum and a counter that rises. */
    public static final MinimumSecurity CHECKSUM_AND_COUNTER =
            new MinimumSecurity(IntegrityMode.CC, false, CounterMode.HIGHER);

    /** Reads the first octet of an SPI, two hexadecimal digits. */
    public static MinimumSecurity hex(String octet) {
        Spi spi = Spi.hex(octet + "00");
        return new MinimumSecurity(spi.integrity(), spi.ciphered(), spi.counter());
    }

    boolean isMetBy(Spi spi) {
        return rank(spi.integrity()) >= rank(integrity)
                && (spi.ciphered() || !ciphered)
                && rank(spi.counter()) >= rank(counter);
    }

    private static int rank(IntegrityMode mode) {
        return switch (mode) {
            case NONE -> 0;
            case RC -> 1;
            case CC, DS -> 2;
        };
    }

    private static int rank(CounterMode mode) {
        return switch (mode) {
            case NONE, UNCHECKED -> 0;
            case HIGHER -> 1;
            case ONE_HIGHER -> 2;
        };
    }
}
