// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From a frame to its UDP datagram or TCP segment. What is none, or a fragment, gives none.
 *
 * <pre>
 * link  | Ethernet, VLAN tags | Linux cooked 1 or 2 | loopback | none |
 * IPv4  | version, header length (1) | … | length (2) | … | fragment (2) | … | protocol (1) | … | from (4) | to (4) | options |
 * IPv6  | version (4 bits) | … | length (2) | next header (1) | … | from (16) | to (16) | extension headers |
 * </pre>
 */
final class Layers {
    private static final int MOST_TAGS = 4;
    private static final int MOST_EXTENSIONS = 8;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final int IPV6_FRAGMENT = 44;
    private static final int TCP = 6;
    private static final int UDP = 17;

    private Layers() {}

    static Optional<Packet> packet(Frame frame) {
        Slice internet = internet(frame);
        return internet == null ? Optional.empty() : Optional.ofNullable(packet(internet));
    }

    private static @Nullable Packet packet(Slice octets) {
        return switch (octets.u8(0) >> 4) {
            case 4 -> ipv4(octets);
            case 6 -> ipv6(octets);
            default -> null;
        };
    }

    /** Whether a frame without a packet is a fragment: of those a capture tells no more. */
    static boolean isFragment(Frame frame) {
        Slice octets = internet(frame);
        if (octets == null) {
            return false;
        }
        boolean four = octets.u8(0) >> 4 == 4 && octets.u16(6) >= 0;
        return four ? (octets.u16(6) & 0x3FFF) != 0 : octets.u8(0) >> 4 == 6 && octets.u8(6) == IPV6_FRAGMENT;
    }

    /** From the IP header on; null where there is none. */
    private static @Nullable Slice internet(Frame frame) {
        Slice octets = frame.octets();
        return switch (frame.linkType()) {
            // BSD loopback: four octets, in the byte order of some machine, with the address family
            case 0, 108 -> octets.after(4);
            case 1 -> typed(octets, 12);
            case 113 -> typed(octets, 14);
            case 276 -> isInternet(octets.u16(0)) ? octets.after(20) : null;
            case 12, 14, 101, 228, 229 -> octets;
            default -> null;
        };
    }

    /** Whether frames of the link type can be read at all. */
    static boolean knows(int linkType) {
        return switch (linkType) {
            case 0, 1, 12, 14, 101, 108, 113, 228, 229, 276 -> true;
            default -> false;
        };
    }

    private static @Nullable Slice typed(Slice octets, int typeAt) {
        int at = typeAt;
        int type = octets.u16(at);
        for (int tags = 0; tags < MOST_TAGS && isTag(type); tags++) {
            at += 4;
            type = octets.u16(at);
        }
        return isInternet(type) ? octets.after(at + 2) : null;
    }

    private static boolean isInternet(int type) {
        return type == IPV4 || type == IPV6;
    }

    /** IEEE 802.1Q, 802.1ad, and 9100 from before it. */
    private static boolean isTag(int type) {
        return type == 0x8100 || type == 0x88A8 || type == 0x9100;
    }

    private static @Nullable Packet ipv4(Slice octets) {
        int header = (octets.u8(0) & 15) * 4;
        int total = octets.u16(2);
        boolean fragment = (octets.u16(6) & 0x3FFF) != 0;
        if (octets.u8(0) >> 4 != 4 || header < 20 || octets.length() < header || fragment) {
            return null;
        }
        // 0: the network card splits it later
        int length = total == 0 ? octets.length() - header : total - header;
        String from = address4(octets, 12);
        String to = address4(octets, 16);
        return transport(octets.u8(9), from, to, octets.after(header), length);
    }

    private static String address4(Slice octets, int at) {
        return octets.u8(at) + "." + octets.u8(at + 1) + "." + octets.u8(at + 2) + "." + octets.u8(at + 3);
    }

    private static @Nullable Packet ipv6(Slice octets) {
        if (octets.u8(0) >> 4 != 6 || octets.length() < 40) {
            return null;
        }
        int length = octets.u16(4);
        int next = octets.u8(6);
        int at = 40;
        for (int i = 0; i < MOST_EXTENSIONS && (next == 0 || next == 43 || next == 60); i++) {
            next = octets.u8(at);
            at += (octets.u8(at + 1) + 1) * 8;
        }
        int left = length == 0 ? octets.length() - at : length - (at - 40);
        return transport(next, address6(octets, 8), address6(octets, 24), octets.after(at), left);
    }

    private static String address6(Slice octets, int at) {
        StringBuilder text = new StringBuilder(40).append('[');
        for (int i = 0; i < 16; i += 2) {
            text.append(i == 0 ? "" : ":").append(String.format(Locale.ROOT, "%x", octets.u16(at + i)));
        }
        return text.append(']').toString();
    }

    /** @param length octets of the segment or datagram as the IP header says */
    private static @Nullable Packet transport(int protocol, String from, String to, Slice captured, int length) {
        boolean complete = captured.length() >= length;
        Slice octets = captured.first(length);
        int fromPort = octets.u16(0);
        int toPort = octets.u16(2);
        if (toPort < 0) {
            return null;
        }
        String source = from + ":" + fromPort;
        String target = to + ":" + toPort;
        if (protocol == UDP && octets.length() >= 8) {
            return new Packet(source, target, fromPort, toPort, null, octets.after(8), complete);
        }
        int header = (octets.u8(12) >> 4) * 4;
        if (protocol != TCP || header < 20 || octets.length() < header) {
            return null;
        }
        int flags = octets.u8(13);
        Packet.Tcp tcp = new Packet.Tcp(
                (int) octets.u32(4), (int) octets.u32(8), (flags & 0x10) != 0, (flags & 2) != 0, (flags & 5) != 0);
        return new Packet(source, target, fromPort, toPort, tcp, octets.after(header), complete);
    }
}
