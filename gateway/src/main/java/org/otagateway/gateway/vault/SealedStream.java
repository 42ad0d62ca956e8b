// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.otagateway.packet.bytes.Octets;

/**
 * A stream of any length under a key of its own, which is sealed and stands before it.
 *
 * <pre>
 * 0      1         3                3 + n
 * +------+---------+----------------+------------------------
 * | form | n       | sealed key, n  | AES-256 in counter mode
 * +------+---------+----------------+------------------------
 * </pre>
 *
 * It hides its content and does not vouch for it: who reads it compares a digest.
 */
final class SealedStream {
    private static final int FORM = 1;
    private static final int KEY_OCTETS = 32;
    private static final int BLOCK = 16;
    private static final int MAX_SEALED = 256;

    private SealedStream() {}

    static OutputStream seal(Wrapping wrapping, Octets place, OutputStream out) throws IOException {
        byte[] key = new byte[KEY_OCTETS];
        new SecureRandom().nextBytes(key);
        try {
            byte[] sealed = wrapping.wrap(key, place).toByteArray();
            DataOutputStream head = new DataOutputStream(out);
            head.writeByte(FORM);
            head.writeShort(sealed.length);
            head.write(sealed);
            head.flush();
            return new CipherOutputStream(out, cipher(Cipher.ENCRYPT_MODE, key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static InputStream open(Wrapping wrapping, Octets place, InputStream in) throws IOException {
        DataInputStream head = new DataInputStream(in);
        int form = head.readUnsignedByte();
        int length = head.readUnsignedShort();
        if (form != FORM || length > MAX_SEALED) {
            throw new VaultException("a sealed file: expected one that this release wrote");
        }
        byte[] sealed = new byte[length];
        head.readFully(sealed);
        byte[] key = wrapping.unwrap(Octets.copyOf(sealed), place).reveal();
        try {
            return new CipherInputStream(in, cipher(Cipher.DECRYPT_MODE, key));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** A key serves one stream, so its counter may begin at 0. */
    private static Cipher cipher(int mode, byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[BLOCK]));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES in counter mode", e);
        }
    }
}
