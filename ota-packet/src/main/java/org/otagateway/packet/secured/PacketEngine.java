// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import java.util.List;
import java.util.stream.IntStream;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.CipherEngine;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.IntegrityEngine;
import org.otagateway.packet.keys.Key;

/**
 * What sealing and opening share: a packet is a clear head and a body, the body being fixed fields, RC/CC, data and padding;
 * the check is over a prefix, head, fixed fields, data and padding; the whole body is ciphered. Not thread-safe.
 */
final class PacketEngine {
    /** Paddings of zeros, by length; none is longer than a block. */
    private static final List<Octets> ZEROS =
            IntStream.range(0, 16).mapToObj(n -> Octets.copyOf(new byte[n])).toList();

    private final CipherEngine ciphers = new CipherEngine();
    private final IntegrityEngine checks = new IntegrityEngine();
    private byte[] body = new byte[512];
    private byte[] checked = new byte[512];
    private byte[] wire = new byte[512];

    /** {@code length} zeros, 0…15, to pad with. */
    static Octets zeros(int length) {
        return ZEROS.get(length);
    }

    /**
     * @param prefix counted in by the check, not part of the packet
     * @param head clear octets
     * @param fixed the fields before RC/CC
     */
    Octets seal(Protection protection, Octets prefix, byte[] head, byte[] fixed, Octets data, Octets padding) {
        int check = protection.checkLength();
        int content = data.length() + padding.length();
        int bodyLength = fixed.length + check + content;
        reserve(prefix.length() + head.length + bodyLength);
        System.arraycopy(fixed, 0, body, 0, fixed.length);
        data.copyTo(body, fixed.length + check);
        padding.copyTo(body, fixed.length + check + data.length());
        IntegrityAlgorithm integrity = protection.integrity();
        if (integrity != null) {
            int length = gather(prefix, head, head.length, fixed.length, check, content);
            checks.compute(integrity, protection.integrityKey(), checked, 0, length, body, fixed.length);
        }
        System.arraycopy(head, 0, wire, 0, head.length);
        CipherAlgorithm cipher = protection.cipher();
        Key key = protection.cipherKey();
        if (cipher != null && key != null) {
            ciphers.encrypt(cipher, key, body, 0, bodyLength, wire, head.length);
        } else {
            System.arraycopy(body, 0, wire, head.length, bodyLength);
        }
        return Octets.copyOf(wire, 0, head.length + bodyLength);
    }

    /**
     * Deciphers and checks; the caller has checked that there are {@code fixedLength} octets and the check, in whole blocks.
     * The clear body is there to be read until the next call.
     *
     * @throws SecurityFailureException where the check does not match
     */
    void open(Protection protection, Octets prefix, Octets packet, int headLength, int fixedLength)
            throws SecurityFailureException {
        int bodyLength = packet.length() - headLength;
        reserve(prefix.length() + packet.length());
        packet.copyTo(wire, 0);
        CipherAlgorithm cipher = protection.cipher();
        Key key = protection.cipherKey();
        if (cipher != null && key != null) {
            ciphers.decrypt(cipher, key, wire, headLength, bodyLength, body, 0);
        } else {
            System.arraycopy(wire, headLength, body, 0, bodyLength);
        }
        IntegrityAlgorithm integrity = protection.integrity();
        if (integrity != null) {
            int check = integrity.checkLength();
            int length = gather(prefix, wire, headLength, fixedLength, check, bodyLength - fixedLength - check);
            if (!checks.verify(integrity, protection.integrityKey(), checked, 0, length, body, fixedLength)) {
                throw new SecurityFailureException(new SecurityFailure.CheckFailed(integrity));
            }
        }
    }

    /** One octet of the body opened last. */
    int bodyOctet(int offset) {
        return body[offset] & 0xFF;
    }

    /** Octets of the body opened last. */
    Octets bodyOctets(int offset, int length) {
        return Octets.copyOf(body, offset, length);
    }

    /** The counter at the head of the body opened last. */
    Counter bodyCounter() {
        long value = 0;
        for (int i = 0; i < 5; i++) {
            value = (value << 8) | bodyOctet(i);
        }
        return new Counter(value);
    }

    private int gather(Octets prefix, byte[] packet, int headLength, int fixedLength, int check, int content) {
        int at = prefix.length();
        prefix.copyTo(checked, 0);
        System.arraycopy(packet, 0, checked, at, headLength);
        at += headLength;
        System.arraycopy(body, 0, checked, at, fixedLength);
        at += fixedLength;
        System.arraycopy(body, fixedLength + check, checked, at, content);
        return at + content;
    }

    private void reserve(int length) {
        if (body.length < length) {
            body = new byte[length];
            checked = new byte[length];
            wire = new byte[length];
        }
    }
}
