// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;

/** A private key, RSA or EC, that makes tokens and signs load file data blocks. It is never printed. */
public final class SigningKey {
    private final PrivateKey key;
    private final SignatureScheme scheme;

    private SigningKey(PrivateKey key, SignatureScheme scheme) {
        this.key = key;
        this.scheme = scheme;
    }

    /**
     * Reads a key of PKCS #8 without a password, as PEM or as its octets, for the scheme that the Card Specification has
     * for it.
     *
     * @throws IllegalArgumentException where it is none, or neither RSA nor EC; the message holds nothing of it
     */
    public static SigningKey read(SecretOctets file) {
        byte[] octets = file.reveal();
        try {
            PrivateKey key = KeyFile.read(
                    octets,
                    "PRIVATE KEY",
                    "a private key of PKCS #8 without a password",
                    (factory, der) -> factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
            return new SigningKey(key, SignatureScheme.usualFor(key));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /**
     * The same key for another scheme.
     *
     * @throws IllegalArgumentException where the scheme takes keys of another kind
     */
    public SigningKey with(SignatureScheme other) {
        other.require(key);
        return new SigningKey(key, other);
    }

    public SignatureScheme scheme() {
        return scheme;
    }

    /** Signs {@code message}, which is hashed first. */
    public Octets sign(Octets message) {
        try {
            Signature signature = scheme.signature(key);
            signature.initSign(key);
            signature.update(message.toByteArray());
            return Octets.copyOf(signature.sign());
        } catch (GeneralSecurityException e) {
            // the key is too short for the scheme
            throw new IllegalArgumentException(
                    "token key: expected a key for " + scheme.label() + ", got one that cannot sign", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + scheme + "]";
    }
}
