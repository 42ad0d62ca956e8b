// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.otagateway.packet.bytes.Octets;

/** Writes commands and answers of cards as a capture file that Wireshark opens: GSMTAP over UDP over IPv4. */
public final class PcapWriter {
    private static final int RAW_IPV4 = 228;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final long MICROS = 1_000_000;

    private final OutputStream out;

    /** Writes the head of the file. */
    public PcapWriter(OutputStream out) throws IOException {
        this.out = out;
        out.write(ByteBuffer.allocate(24)
                .putInt(0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(1 << 16)
                .putInt(RAW_IPV4)
                .array());
    }

    /**
     * One command of the terminal and what the card answered.
     *
     * @param exchange command APDU, data of the answer, status word; at most 60,000 octets
     */
    public void card(long micros, Octets exchange) throws IOException {
        Octets payload = Gsmtap.of(exchange);
        int udp = UDP_HEADER + payload.length();
        ByteBuffer frame = ByteBuffer.allocate(16 + IP_HEADER + udp);
        frame.putInt((int) (micros / MICROS)).putInt((int) (micros % MICROS));
        frame.putInt(IP_HEADER + udp).putInt(IP_HEADER + udp);
        int ip = frame.position();
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (IP_HEADER + udp));
        frame.putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0);
        frame.putInt(0x7F000001).putInt(0x7F000001);
        frame.putShort(ip + 10, checksum(frame, ip));
        frame.putShort((short) Gsmtap.PORT).putShort((short) Gsmtap.PORT);
        frame.putShort((short) udp).putShort((short) 0); // 0: no checksum over IPv4
        frame.put(payload.toByteArray());
        out.write(frame.array());
    }

    /** RFC 791: the complement of the sum of its words in ones' complement. */
    private static short checksum(ByteBuffer frame, int ip) {
        int sum = 0;
        for (int i = 0; i < IP_HEADER; i += 2) {
            sum += Short.toUnsignedInt(frame.getShort(ip + i));
        }
        sum = (sum & 0xFFFF) + (sum >>> 16);
        return (short) ~((sum & 0xFFFF) + (sum >>> 16));
    }
}
