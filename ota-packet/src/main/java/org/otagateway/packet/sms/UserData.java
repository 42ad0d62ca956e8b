// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * TP-UD with a user data header: 140 octets at most over the air; a DELIVER-REPORT that stays between card and terminal can
 * be longer (TS 23.040 clause 9.2.3.24).
 *
 * <pre>
 * | UDHL | IEI | IEDL | data … | IEI | IEDL | … | payload |
 *        |       UDHL octets                    |
 * </pre>
 */
public record UserData(List<InformationElement> elements, Octets payload) {
    /** The most octets of TP-UD in one message. */
    public static final int MAX_LENGTH = 140;

    private static final String CLAUSE = "TS 23.040 9.2.3.24";

    /** @throws IllegalArgumentException where the header is longer than 255 octets */
    public UserData {
        elements = List.copyOf(elements);
        if (headerLength(elements) > 0xFF) {
            throw new IllegalArgumentException(
                    "user data header: expected at most 255 octets, got " + headerLength(elements));
        }
    }

    /** TP-UD from UDHL on. */
    public Octets encode() {
        List<Octets> parts = new ArrayList<>();
        parts.add(Octets.of(headerLength(elements)));
        for (InformationElement element : elements) {
            parts.add(Octets.of(element.id(), element.data().length()));
            parts.add(element.data());
        }
        parts.add(payload);
        return Octets.concat(parts.toArray(new Octets[0]));
    }

    /**
     * Reads TP-UD of a message whose TP-UDHI is set. Where a length does not fit, "the whole User Data Header shall be
     * ignored": that is the failure, and the message then carries no packet.
     */
    public static Decoded<UserData> decode(Octets userData) {
        return Decoded.attempt(() -> {
            OctetReader outer = new OctetReader(userData, CLAUSE);
            int length = outer.u8("UDHL");
            if (length > outer.remaining()) {
                throw outer.fail(
                        "UDHL", 0, "at most " + outer.remaining() + ", the octets left", Integer.toString(length));
            }
            List<InformationElement> elements = new ArrayList<>();
            int end = 1 + length;
            while (outer.offset() < end) {
                int id = outer.u8("IEI");
                if (outer.offset() == end) {
                    throw outer.fail("IEDL", end, "1 octet", "the end of the header");
                }
                int at = outer.offset();
                int dataLength = outer.u8("IEDL");
                if (dataLength > end - outer.offset()) {
                    throw outer.fail(
                            "IEDL",
                            at,
                            "at most " + (end - outer.offset()) + ", the octets left in the header",
                            Integer.toString(dataLength));
                }
                if (dataLength > 137) {
                    throw outer.fail("IEDL", at, "at most 137", Integer.toString(dataLength));
                }
                elements.add(new InformationElement(id, outer.octets("IED", dataLength)));
            }
            return new UserData(elements, outer.rest());
        });
    }

    /** The place in a concatenated message; of several sound elements the last counts. */
    public Optional<Concatenation> concatenation() {
        Optional<Concatenation> last = Optional.empty();
        for (InformationElement element : elements) {
            Optional<Concatenation> found = Concatenation.decode(element);
            last = found.isPresent() ? found : last;
        }
        return last;
    }

    /** The packet that this is or, as the part that says so, belongs to; of several such elements the last counts. */
    public Optional<PacketKind> packetKind() {
        Optional<PacketKind> last = Optional.empty();
        for (InformationElement element : elements) {
            for (PacketKind kind : PacketKind.values()) {
                if (element.id() == kind.element()) {
                    last = Optional.of(kind);
                }
            }
        }
        return last;
    }

    private static int headerLength(List<InformationElement> elements) {
        int length = 0;
        for (InformationElement element : elements) {
            length += 2 + element.data().length();
        }
        return length;
    }
}
