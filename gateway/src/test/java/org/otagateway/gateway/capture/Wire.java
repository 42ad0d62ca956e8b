// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Frames and capture files as other programs make them, for tests. Addresses are 10.0.0.1 and 10.0.0.2, or their like. */
public final class Wire {
    public static final int ETHERNET = 1;
    static final int SYN = 2;
    static final int ACK = 16;
    static final int PUSH = 8;

    private Wire() {}

    /** A segment from {@code from} to {@code to}; the lower port is 10.0.0.1. */
    public static byte[] tcp(int from, int to, long sequence, long acknowledged, int flags, byte[] payload) {
        ByteBuffer segment = ByteBuffer.allocate(20 + payload.length);
        segment.putShort((short) from)
                .putShort((short) to)
                .putInt((int) sequence)
                .putInt((int) acknowledged);
        segment.put((byte) 0x50).put((byte) flags).putShort((short) 0xFFFF).putInt(0);
        return ipv4(
                6, from < to ? 1 : 2, from < to ? 2 : 1, segment.put(payload).array());
    }

    public static byte[] udp(int from, int to, byte[] payload) {
        ByteBuffer datagram = ByteBuffer.allocate(8 + payload.length);
        datagram.putShort((short) from).putShort((short) to).putShort((short) (8 + payload.length));
        return ipv4(17, 1, 2, datagram.putShort((short) 0).put(payload).array());
    }

    private static byte[] ipv4(int protocol, int from, int to, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(20 + payload.length);
        packet.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + payload.length))
                .putInt(0);
        packet.put((byte) 64).put((byte) protocol).putShort((short) 0);
        packet.put(new byte[] {10, 0, 0, (byte) from, 10, 0, 0, (byte) to});
        return packet.put(payload).array();
    }

    /** The same over IPv6, behind a hop-by-hop header. */
    static byte[] ipv6(byte[] ipv4) {
        ByteBuffer packet = ByteBuffer.allocate(40 + 8 + ipv4.length - 20);
        packet.putInt(0x60000000)
                .putShort((short) (8 + ipv4.length - 20))
                .put((byte) 0)
                .put((byte) 64);
        packet.put(new byte[15]).put(ipv4[15]).put(new byte[15]).put(ipv4[19]);
        packet.put(new byte[] {ipv4[9], 0, 1, 4, 0, 0, 0, 0});
        return packet.put(ipv4, 20, ipv4.length - 20).array();
    }

    public static byte[] ethernet(byte[] packet) {
        return join(new byte[12], type(packet), packet);
    }

    static byte[] vlan(byte[] packet) {
        return join(new byte[12], bytes(0x88, 0xA8, 0, 5, 0x81, 0, 0, 7), type(packet), packet);
    }

    static byte[] cooked(byte[] packet) {
        return join(new byte[14], type(packet), packet);
    }

    static byte[] cookedTwo(byte[] packet) {
        return join(type(packet), new byte[18], packet);
    }

    static byte[] loopback(byte[] packet) {
        return join(bytes(packet[0] >> 4 == 4 ? 2 : 30, 0, 0, 0), packet);
    }

    private static byte[] type(byte[] packet) {
        return packet[0] >> 4 == 4 ? bytes(0x08, 0x00) : bytes(0x86, 0xDD);
    }

    static byte[] bytes(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A pcap file; frame n, from 1, is of second n. */
    public static byte[] pcap(ByteOrder order, int linkType, List<byte[]> frames) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(24).order(order);
        head.putInt(0xA1B2C3D4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(65535)
                .putInt(linkType);
        file.writeBytes(head.array());
        int second = 0;
        for (byte[] frame : frames) {
            ByteBuffer record = ByteBuffer.allocate(16).order(order);
            record.putInt(++second).putInt(250_000).putInt(frame.length).putInt(frame.length);
            file.writeBytes(record.array());
            file.writeBytes(frame);
        }
        return file.toByteArray();
    }

    /** A pcapng file with time stamps in nanoseconds and a block that is not known. */
    public static byte[] pcapng(ByteOrder order, int linkType, List<byte[]> frames) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteBuffer section = ByteBuffer.allocate(16).order(order);
        section.putInt(0x1A2B3C4D).putShort((short) 1).putShort((short) 0).putLong(-1);
        block(file, order, 0x0A0D0D0A, section.array());
        ByteBuffer description = ByteBuffer.allocate(20).order(order);
        description.putShort((short) linkType).putShort((short) 0).putInt(0);
        description.putShort((short) 9).putShort((short) 1).putInt(order == ByteOrder.BIG_ENDIAN ? 9 << 24 : 9);
        block(file, order, 1, description.putInt(0).array());
        block(file, order, 5, new byte[24]);
        long nanos = 0;
        for (byte[] frame : frames) {
            nanos += 1_000_000_000L;
            long time = nanos + 250_000_000;
            int padded = (frame.length + 3) / 4 * 4;
            ByteBuffer packet = ByteBuffer.allocate(20 + padded).order(order);
            packet.putInt(0)
                    .putInt((int) (time >>> 32))
                    .putInt((int) time)
                    .putInt(frame.length)
                    .putInt(frame.length);
            block(file, order, 6, packet.put(frame).array());
        }
        return file.toByteArray();
    }

    private static void block(ByteArrayOutputStream file, ByteOrder order, int type, byte[] body) {
        ByteBuffer head = ByteBuffer.allocate(8).order(order).putInt(type).putInt(12 + body.length);
        file.writeBytes(head.array());
        file.writeBytes(body);
        file.writeBytes(
                ByteBuffer.allocate(4).order(order).putInt(12 + body.length).array());
    }
}
