// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;

/**
 * AES-256-GCM under the root key.
 *
 * <pre>
 * | form 01 | nonce, 12 octets at random | ciphered octets | tag, 16 octets |
 * </pre>
 *
 * <p>Random nonces of 96 bits are safe for 2^32 values under one key (NIST SP 800-38D clause 8.3): four thousand million.
 */
final class AesGcmWrapping implements Wrapping {
    private static final int FORM = 1;
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();
    /** Made once for each thread: making one takes longer than sealing a key set. Each use begins with a nonce of its own. */
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(AesGcmWrapping::make);

    AesGcmWrapping(SecretOctets rootKey) {
        if (rootKey.length() != RootKey.OCTETS) {
            throw new IllegalArgumentException("root key: expected 32 octets, got " + rootKey.length());
        }
        byte[] octets = rootKey.reveal();
        key = new SecretKeySpec(octets, "AES");
        Arrays.fill(octets, (byte) 0);
    }

    @Override
    public Octets wrap(byte[] secret, Octets bound) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = new byte[1 + NONCE + secret.length + TAG];
        sealed[0] = FORM;
        System.arraycopy(nonce, 0, sealed, 1, NONCE);
        try {
            cipher(Cipher.ENCRYPT_MODE, nonce, bound).doFinal(secret, 0, secret.length, sealed, 1 + NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot run AES-GCM", e);
        }
        return Octets.copyOf(sealed);
    }

    @Override
    public SecretOctets unwrap(Octets sealed, Octets bound) {
        if (sealed.length() < 1 + NONCE + TAG || sealed.get(0) != FORM) {
            throw new VaultException("a sealed value has an unknown form");
        }
        byte[] octets = sealed.toByteArray();
        byte[] secret;
        try {
            secret = cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(octets, 1, 1 + NONCE), bound)
                    .doFinal(octets, 1 + NONCE, octets.length - 1 - NONCE);
        } catch (AEADBadTagException e) {
            throw new VaultException("a sealed value does not open: another root key, another place, or changed", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot run AES-GCM", e);
        }
        try {
            return SecretOctets.copyOf(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, Octets bound) throws GeneralSecurityException {
        Cipher cipher = ciphers.get();
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
        cipher.updateAAD(bound.toByteArray());
        return cipher;
    }

    private static Cipher make() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no AES-GCM", e);
        }
    }
}
