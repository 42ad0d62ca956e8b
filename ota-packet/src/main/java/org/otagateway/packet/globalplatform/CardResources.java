// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * What is free on the card: the answer to GET DATA FF21, extended card resources (TS 102 226 clause 8.2.1.7.2).
 *
 * <pre>
 * FF21 | 81 02 applications | 82 04 non-volatile memory | 83 04 volatile memory |
 * </pre>
 *
 * @param applications number of installed applications, 0…FFFF
 * @param nonVolatile free octets of persistent memory, 0…7FFFFFFF
 * @param volatileMemory free octets of transient memory, 0…7FFFFFFF
 */
public record CardResources(int applications, int nonVolatile, int volatileMemory) {
    /** GET DATA of this object. */
    public static final GetData COMMAND = new GetData(0xFF21);

    private static final String CLAUSE = "TS 102 226 8.2.1.7.2";
    private static final int OBJECT = 0xFF21;
    private static final int APPLICATIONS = 0x81;
    private static final int NON_VOLATILE = 0x82;
    private static final int VOLATILE = 0x83;

    /** @throws IllegalArgumentException where a number is out of its range */
    public CardResources {
        if (applications < 0 || applications > 0xFFFF || nonVolatile < 0 || volatileMemory < 0) {
            throw new IllegalArgumentException("card resources: expected 0 or more of each");
        }
    }

    /** The whole object FF21. */
    public Octets encode() {
        return Tlv.encode(
                OBJECT,
                Octets.concat(
                        Tlv.encode(APPLICATIONS, Octets.of(applications >>> 8, applications & 0xFF)),
                        Tlv.encode(NON_VOLATILE, four(nonVolatile)),
                        Tlv.encode(VOLATILE, four(volatileMemory))));
    }

    private static Octets four(int number) {
        return Octets.of(number >>> 24, number >>> 16 & 0xFF, number >>> 8 & 0xFF, number & 0xFF);
    }

    /** Reads the object; numbers of one to four octets, those that are missing are 0. */
    public static Decoded<CardResources> decode(Octets data) {
        return Decoded.attempt(() -> {
            OctetReader outer = new OctetReader(data, CLAUSE);
            Tlv object = Tlv.read(outer, "card resources");
            outer.end("card resources");
            if (object.tag() != OBJECT) {
                throw outer.fail("card resources tag", 0, "ff21", object.tagText());
            }
            OctetReader in = new OctetReader(object.value(), CLAUSE);
            int applications = 0;
            int nonVolatile = 0;
            int volatileMemory = 0;
            while (!in.atEnd()) {
                int at = in.offset();
                Tlv number = Tlv.read(in, "resource");
                switch (number.tag()) {
                    case APPLICATIONS -> applications = number(in, at, number.value(), 2);
                    case NON_VOLATILE -> nonVolatile = number(in, at, number.value(), 4);
                    case VOLATILE -> volatileMemory = number(in, at, number.value(), 4);
                    default -> {}
                }
            }
            return new CardResources(applications, nonVolatile, volatileMemory);
        });
    }

    private static int number(OctetReader in, int at, Octets value, int most) throws MalformedException {
        if (value.isEmpty() || value.length() > most || (value.length() == 4 && value.get(0) > 0x7F)) {
            throw in.fail("resource", at, "a number of 1 to " + most + " octets", value.toHex());
        }
        int number = 0;
        for (int i = 0; i < value.length(); i++) {
            number = number << 8 | value.get(i);
        }
        return number;
    }
}
