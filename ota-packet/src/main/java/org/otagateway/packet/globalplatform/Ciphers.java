// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.CBCBlockCipherMac;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.ISO9797Alg3Mac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/** The ciphers and checks of secure channels. A session sends few commands, so these are plain rather than fast. */
final class Ciphers {
    static final int DES_BLOCK = 8;
    static final int AES_BLOCK = 16;

    private Ciphers() {}

    /** The octets with 80 and as few 00 as fill whole blocks behind them (ISO/IEC 9797-1 padding method 2). */
    static Octets pad(Octets octets, int block) {
        byte[] padded = Arrays.copyOf(octets.toByteArray(), (octets.length() / block + 1) * block);
        padded[octets.length()] = (byte) 0x80;
        return Octets.copyOf(padded);
    }

    /** Ciphers whole blocks, CBC, with the initial value {@code iv}. */
    static Octets encryptCbc(Key key, Octets iv, Octets blocks) {
        return cbc(true, key, iv, blocks);
    }

    /** The reverse of {@link #encryptCbc}. */
    static Octets decryptCbc(Key key, Octets iv, Octets blocks) {
        return cbc(false, key, iv, blocks);
    }

    /** Ciphers whole blocks, each by itself. */
    static Octets encryptEcb(Key key, Octets blocks) {
        BlockCipher cipher = engine(key.type());
        cipher.init(true, parameter(key));
        return run(cipher, blocks);
    }

    /** The reverse of {@link #encryptEcb}. */
    static Octets decryptEcb(Key key, Octets blocks) {
        BlockCipher cipher = engine(key.type());
        cipher.init(false, parameter(key));
        return run(cipher, blocks);
    }

    /** The last block of a triple DES CBC encryption of padded octets (Card Specification clause B.1.2.1). */
    static Octets tripleDesMac(Key key, Octets octets) {
        return mac(new CBCBlockCipherMac(new DESedeEngine(), 64), key, pad(octets, DES_BLOCK));
    }

    /**
     * Single DES CBC with a final triple DES over padded octets (Card Specification clause B.1.2.2), with the initial
     * value {@code icv}.
     */
    static Octets retailMac(Key key, Octets icv, Octets octets) {
        byte[] padded = pad(octets, DES_BLOCK).toByteArray();
        // CBC with an initial value is CBC without one over a first block that has it added
        for (int i = 0; i < DES_BLOCK; i++) {
            padded[i] ^= (byte) icv.get(i);
        }
        return mac(new ISO9797Alg3Mac(new DESEngine()), key, Octets.copyOf(padded));
    }

    /** Ciphers one block with single DES under the first half of a two-key triple DES key. */
    static Octets singleDes(Key key, Octets block) {
        byte[] octets = key.value().reveal();
        try {
            BlockCipher cipher = new DESEngine();
            cipher.init(true, new KeyParameter(octets, 0, DES_BLOCK));
            return run(cipher, block);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** AES-CMAC, all 16 octets. */
    static Octets cmac(Key key, Octets octets) {
        return mac(new CMac(AESEngine.newInstance()), key, octets);
    }

    /** Compares in constant time. */
    static boolean matches(Octets expected, Octets actual) {
        return MessageDigest.isEqual(expected.toByteArray(), actual.toByteArray());
    }

    private static Octets cbc(boolean encrypt, Key key, Octets iv, Octets blocks) {
        BlockCipher cipher = CBCBlockCipher.newInstance(engine(key.type()));
        cipher.init(encrypt, new ParametersWithIV(parameter(key), iv.toByteArray()));
        return run(cipher, blocks);
    }

    private static Octets run(BlockCipher cipher, Octets blocks) {
        int block = cipher.getBlockSize();
        if (blocks.length() % block != 0) {
            throw new IllegalArgumentException("expected whole blocks of " + block + " octets, got " + blocks.length());
        }
        byte[] in = blocks.toByteArray();
        byte[] out = new byte[in.length];
        for (int at = 0; at < in.length; at += block) {
            cipher.processBlock(in, at, out, at);
        }
        return Octets.copyOf(out);
    }

    private static Octets mac(Mac mac, Key key, Octets octets) {
        mac.init(parameter(key));
        byte[] in = octets.toByteArray();
        mac.update(in, 0, in.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return Octets.copyOf(out);
    }

    private static BlockCipher engine(KeyType type) {
        return switch (type) {
            case DES -> new DESEngine();
            case TRIPLE_DES -> new DESedeEngine();
            case AES -> AESEngine.newInstance();
        };
    }

    private static KeyParameter parameter(Key key) {
        byte[] octets = key.value().reveal();
        try {
            return new KeyParameter(octets);
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }
}
