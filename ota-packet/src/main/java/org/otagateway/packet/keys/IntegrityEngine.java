// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Computes RC and CC. Not thread-safe: one for each thread. */
public final class IntegrityEngine {
    private static final int AES_BLOCK = 16;
    private static final byte[] ZERO = new byte[AES_BLOCK];
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final CipherEngine ciphers = new CipherEngine();
    private final byte[] subkey1 = new byte[AES_BLOCK];
    private final byte[] subkey2 = new byte[AES_BLOCK];
    private @Nullable Key subkeysOf;
    private byte[] input = new byte[512];
    private byte[] output = new byte[512];
    private final byte[] check = new byte[8];

    /**
     * Writes the check of {@code length} octets of {@code message} to {@code out}: {@link
     * IntegrityAlgorithm#checkLength()} octets.
     *
     * @param key null for an RC
     * @throws IllegalArgumentException where the key is missing or does not fit
     */
    public void compute(
            IntegrityAlgorithm algorithm,
            @Nullable Key key,
            byte[] message,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        switch (algorithm) {
            case CRC_16 -> write(Crc.crc16(message, offset, length), 2, out, outOffset);
            case CRC_32 -> write(Crc.crc32(message, offset, length), 4, out, outOffset);
            case DES_CBC_MAC -> mac(CipherAlgorithm.DES_CBC, needed(key), message, offset, length, out, outOffset);
            case TRIPLE_DES_MAC_2_KEYS ->
                mac(CipherAlgorithm.TRIPLE_DES_CBC_2_KEYS, needed(key), message, offset, length, out, outOffset);
            case TRIPLE_DES_MAC_3_KEYS ->
                mac(CipherAlgorithm.TRIPLE_DES_CBC_3_KEYS, needed(key), message, offset, length, out, outOffset);
            case AES_CMAC_64, AES_CMAC_32 ->
                cmac(needed(key), message, offset, length, out, outOffset, algorithm.checkLength());
        }
    }

    /** Whether the check of {@code message} is the one at {@code checkOffset} of {@code expected}; in constant time. */
    public boolean verify(
            IntegrityAlgorithm algorithm,
            @Nullable Key key,
            byte[] message,
            int offset,
            int length,
            byte[] expected,
            int checkOffset) {
        compute(algorithm, key, message, offset, length, check, 0);
        int n = algorithm.checkLength();
        int differences = 0;
        for (int i = 0; i < n; i++) {
            differences |= check[i] ^ expected[checkOffset + i];
        }
        return differences == 0;
    }

    private static Key needed(@Nullable Key key) {
        if (key == null) {
            throw new IllegalArgumentException("a cryptographic checksum needs a key");
        }
        return key;
    }

    private static void write(int value, int length, byte[] out, int offset) {
        for (int i = 0; i < length; i++) {
            out[offset + i] = (byte) (value >>> (8 * (length - 1 - i)));
        }
    }

    /** The last block of a CBC encryption; the zeros that fill the input up are not sent. */
    private void mac(
            CipherAlgorithm cipher, Key key, byte[] message, int offset, int length, byte[] out, int outOffset) {
        int whole = Math.max(cipher.blockLength(), length + cipher.paddingFor(length));
        reserve(whole);
        System.arraycopy(message, offset, input, 0, length);
        Arrays.fill(input, length, whole, (byte) 0);
        ciphers.encrypt(cipher, key, input, 0, whole, output, 0);
        System.arraycopy(output, whole - cipher.blockLength(), out, outOffset, cipher.blockLength());
    }

    /** AES-CMAC (RFC 4493), its subkeys and its blocks from one cipher. */
    // identity: comparing secrets in constant time would cost more than it saves
    @SuppressWarnings("ReferenceEquality")
    private void cmac(Key key, byte[] message, int offset, int length, byte[] out, int outOffset, int checkLength) {
        int whole = Math.max(AES_BLOCK, (length + AES_BLOCK - 1) / AES_BLOCK * AES_BLOCK);
        if (subkeysOf != key) {
            subkeysOf = null;
            ciphers.encrypt(CipherAlgorithm.AES_CBC, key, ZERO, 0, AES_BLOCK, subkey1, 0);
            doubled(subkey1, subkey1);
            doubled(subkey1, subkey2);
            subkeysOf = key;
        }
        reserve(whole);
        System.arraycopy(message, offset, input, 0, length);
        byte[] last = subkey1;
        if (length < whole) {
            input[length] = (byte) 0x80;
            Arrays.fill(input, length + 1, whole, (byte) 0);
            last = subkey2;
        }
        xor(input, whole - AES_BLOCK, last);
        ciphers.encrypt(CipherAlgorithm.AES_CBC, key, input, 0, whole, output, 0);
        System.arraycopy(output, whole - AES_BLOCK, out, outOffset, checkLength);
    }

    private static void xor(byte[] target, int offset, byte[] block) {
        for (int i = 0; i < AES_BLOCK; i += Long.BYTES) {
            LONG.set(target, offset + i, (long) LONG.get(target, offset + i) ^ (long) LONG.get(block, i));
        }
    }

    /** Multiplies by x in GF(2^128). */
    private static void doubled(byte[] in, byte[] out) {
        long high = (long) LONG.get(in, 0);
        long low = (long) LONG.get(in, Long.BYTES);
        LONG.set(out, 0, (high << 1) | (low >>> 63));
        LONG.set(out, Long.BYTES, (low << 1) ^ ((high >>> 63) * 0x87));
    }

    private void reserve(int length) {
        if (input.length < length) {
            input = new byte[length];
            output = new byte[length];
        }
    }
}
