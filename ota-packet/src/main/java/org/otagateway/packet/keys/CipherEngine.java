// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.keys;

import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * Ciphers whole blocks with a zero initial value. It keeps one JCA cipher for each algorithm, since getInstance costs more
 * than a packet. Not thread-safe: one for each thread.
 */
public final class CipherEngine {
    private static final int MAX_BLOCK = 16;

    private final Map<CipherAlgorithm, State> encrypting = new EnumMap<>(CipherAlgorithm.class);
    private final Map<CipherAlgorithm, State> decrypting = new EnumMap<>(CipherAlgorithm.class);

    /**
     * Ciphers {@code length} octets of {@code in}, whole blocks, into {@code out}, another array.
     *
     * @throws IllegalArgumentException where the key does not fit or the length is not whole blocks
     */
    public void encrypt(
            CipherAlgorithm algorithm, Key key, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        check(algorithm, key, length);
        run(state(encrypting, Cipher.ENCRYPT_MODE, algorithm, key), algorithm, in, inOffset, length, out, outOffset);
    }

    /** The reverse of {@link #encrypt}. */
    public void decrypt(
            CipherAlgorithm algorithm, Key key, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        check(algorithm, key, length);
        run(state(decrypting, Cipher.DECRYPT_MODE, algorithm, key), algorithm, in, inOffset, length, out, outOffset);
    }

    private static void check(CipherAlgorithm algorithm, Key key, int length) {
        if (!algorithm.accepts(key)) {
            throw new IllegalArgumentException(
                    algorithm + " does not take a " + key.type().label() + " key of " + key.length() + " octets");
        }
        if (length % algorithm.blockLength() != 0) {
            throw new IllegalArgumentException(
                    "expected whole blocks of " + algorithm.blockLength() + " octets, got " + length);
        }
    }

    private static void run(
            State state, CipherAlgorithm algorithm, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
        try {
            // doFinal goes back to the initial value, so one init serves all runs under a key
            state.cipher.doFinal(in, inOffset, length, out, outOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot run " + algorithm, e);
        }
    }

    private static State state(Map<CipherAlgorithm, State> states, int mode, CipherAlgorithm algorithm, Key key) {
        State state = states.get(algorithm);
        try {
            if (state == null) {
                state = new State(algorithm);
                states.put(algorithm, state);
            }
            state.use(mode, key);
            return state;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot run " + algorithm, e);
        }
    }

    /** A cipher and the key that it was set up with last. */
    private static final class State {
        private final Cipher cipher;
        private final @Nullable IvParameterSpec zero;
        private @Nullable Key key;

        State(CipherAlgorithm algorithm) throws GeneralSecurityException {
            cipher = Cipher.getInstance(algorithm.transformation());
            zero = algorithm.chained() ? new IvParameterSpec(new byte[MAX_BLOCK], 0, algorithm.blockLength()) : null;
        }

        // identity: comparing secrets in constant time would cost more than it saves
        @SuppressWarnings("ReferenceEquality")
        void use(int mode, Key wanted) throws GeneralSecurityException {
            if (key == wanted) {
                return;
            }
            key = null; // a failed init must not leave the former key in place
            if (zero == null) {
                cipher.init(mode, wanted.jca());
            } else {
                cipher.init(mode, wanted.jca(), zero);
            }
            key = wanted;
        }
    }
}
