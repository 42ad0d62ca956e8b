// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * How a link binds.
 *
 * @param count binds at the same time, 1 to 64; each has its own window, all share the rate
 * @param kind what each of them is
 * @param version of the protocol
 */
public record Binds(int count, Kind kind, Version version) {
    /** One transceiver of SMPP 3.4. */
    public static final Binds ONE = new Binds(1, Kind.TRANSCEIVER, Version.V3_4);

    private static final int MOST = 64;

    /** What carries segments one way and receipts the other. */
    public enum Kind {
        /** One session for both. */
        TRANSCEIVER,
        /** A transmitter and a receiver, which live and die together. */
        PAIR
    }

    /** interface_version, SMPP 3.4 clause 5.2.4. */
    public enum Version {
        V3_3(0x33),
        V3_4(0x34),
        V5_0(0x50);

        private final int code;

        Version(int code) {
            this.code = code;
        }

        /** One octet. */
        public int code() {
            return code;
        }
    }

    /** @throws IllegalArgumentException where the count is out of its range, or 3.3 should bind as transceiver */
    public Binds {
        Ranges.within("binds", count, 1, MOST);
        if (version == Version.V3_3 && kind == Kind.TRANSCEIVER) {
            throw new IllegalArgumentException("bind: expected pair, since SMPP 3.3 knows no transceiver");
        }
    }
}
