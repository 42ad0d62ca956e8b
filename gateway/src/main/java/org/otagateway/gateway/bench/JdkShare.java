// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeyType;

/**
 * What a packet asks of the JDK's ciphers and no more: two keys set up, as many blocks as the packet has checked and
 * ciphered, in kept buffers. It makes no packet; what our codecs take beyond it is their own.
 */
final class JdkShare implements Contender.Task {
    private static final int CHECK = 8;
    private static final int MOST = 1024;

    private final Work work;
    private final boolean aes;
    private final int block;
    private final IvParameterSpec zero;
    private final Cipher check;
    private final Cipher body;
    private final byte[] in = new byte[MOST];
    private final byte[] out = new byte[MOST];

    JdkShare(Work work, Algorithm algorithm) {
        this.work = work;
        this.aes = algorithm.keyType() == KeyType.AES;
        this.block = algorithm.blockLength();
        this.zero = new IvParameterSpec(new byte[block]);
        String transformation = aes ? "AES/CBC/NoPadding" : "DESede/CBC/NoPadding";
        try {
            this.check = Cipher.getInstance(transformation);
            this.body = Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no " + transformation, e);
        }
    }

    /** The keys of a sample as the JDK wants them; made before the measuring, as our codecs find theirs. */
    record Keys(SecretKey kic, SecretKey kid) {
        static Keys of(Sample sample) {
            return new Keys(key(sample.keyType, sample.kic), key(sample.keyType, sample.kid));
        }

        private static SecretKey key(KeyType type, byte[] octets) {
            if (type == KeyType.AES) {
                return new SecretKeySpec(octets, "AES");
            }
            byte[] wide = Arrays.copyOf(octets, 24);
            System.arraycopy(octets, 0, wide, 16, 8);
            return new SecretKeySpec(wide, "DESede");
        }
    }

    @Override
    public void run(Sample sample) {
        int clear = work.commands() ? 10 : 6;
        int ciphered = (sample.packetOctets.length - clear) / block * block;
        int checked = (sample.packetOctets.length - CHECK + block - 1) / block * block;
        try {
            check.init(Cipher.ENCRYPT_MODE, sample.jdkKeys.kid(), zero);
            if (aes) {
                check.doFinal(in, 0, block, out, 0); // the subkeys of CMAC
            }
            check.doFinal(in, 0, checked, out, 0);
            body.init(work.seals() ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE, sample.jdkKeys.kic(), zero);
            body.doFinal(in, 0, ciphered, out, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot cipher", e);
        }
    }

    @Override
    public Octets result() {
        return Octets.EMPTY;
    }
}
