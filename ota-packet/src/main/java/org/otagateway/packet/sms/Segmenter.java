// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Octets;

/**
 * Cuts a packet into the TP-UD of short messages (TS 31.115 clause 4, TS 23.040 clause 9.2.3.24.1).
 *
 * <pre>
 * alone          02 70 00                                packet, at most 137
 * first of many  07 00 03 ref   total 01  70 00          132
 *                08 08 04 ref ref total 01  70 00        131
 * further        05 00 03 ref   total seq                134
 *                06 08 04 ref ref total seq              133
 * </pre>
 */
public final class Segmenter {
    /** The most parts by format. */
    public static final int MAX_PARTS = 255;

    private static final int KIND_ELEMENT = 2;

    private Segmenter() {}

    /** The most octets of packet that {@code parts} messages carry. */
    public static int capacity(int parts, ReferenceWidth width) {
        if (parts < 1 || parts > MAX_PARTS) {
            throw new IllegalArgumentException("parts: expected 1 to 255, got " + parts);
        }
        if (parts == 1) {
            return UserData.MAX_LENGTH - 1 - KIND_ELEMENT;
        }
        return parts * furtherLength(width) - KIND_ELEMENT;
    }

    /**
     * Messages that a packet of {@code packetLength} octets takes.
     *
     * @throws IllegalArgumentException where more than 255 would be needed
     */
    public static int count(int packetLength, ReferenceWidth width) {
        if (packetLength <= capacity(1, width)) {
            return 1;
        }
        int further = furtherLength(width);
        int parts = (packetLength + KIND_ELEMENT + further - 1) / further;
        if (parts > MAX_PARTS) {
            throw new IllegalArgumentException(
                    "packet: expected at most " + capacity(MAX_PARTS, width) + " octets, got " + packetLength);
        }
        return parts;
    }

    /**
     * The TP-UD of each message in order.
     *
     * @param reference 1…255, or 1…65535 by width; used only where there are several
     * @throws IllegalArgumentException where the packet takes more than 255 messages or the reference is out of range
     */
    public static List<Octets> segment(PacketKind kind, Octets packet, ReferenceWidth width, int reference) {
        if (reference < 1 || reference > width.maxReference()) {
            throw new IllegalArgumentException(
                    "concatenation reference: expected 1 to " + width.maxReference() + ", got " + reference);
        }
        int total = count(packet.length(), width);
        InformationElement kindElement = new InformationElement(kind.element(), Octets.EMPTY);
        if (total == 1) {
            return List.of(new UserData(List.of(kindElement), packet).encode());
        }
        List<Octets> segments = new ArrayList<>(total);
        int at = 0;
        for (int number = 1; number <= total; number++) {
            List<InformationElement> elements = new ArrayList<>(2);
            elements.add(new Concatenation(width, reference, total, number).encode());
            int length = furtherLength(width);
            if (number == 1) {
                elements.add(kindElement);
                length -= KIND_ELEMENT;
            }
            int to = Math.min(packet.length(), at + length);
            segments.add(new UserData(elements, packet.slice(at, to)).encode());
            at = to;
        }
        return List.copyOf(segments);
    }

    /** Octets of payload in a part that has a concatenation element alone: 134 or 133. */
    private static int furtherLength(ReferenceWidth width) {
        return UserData.MAX_LENGTH - 1 - 2 - width.octets() - 2;
    }
}
