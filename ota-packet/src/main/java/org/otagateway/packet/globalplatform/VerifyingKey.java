// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.otagateway.packet.bytes.Octets;

/** A public key, RSA or EC, that checks tokens and signatures of load file data blocks, as a card does. */
public final class VerifyingKey {
    private final PublicKey key;
    private final SignatureScheme scheme;

    private VerifyingKey(PublicKey key, SignatureScheme scheme) {
        this.key = key;
        this.scheme = scheme;
    }

    /**
     * Reads a SubjectPublicKeyInfo, as PEM or as its octets, for the scheme that the Card Specification has for it.
     *
     * @throws IllegalArgumentException where it is none, or neither RSA nor EC
     */
    public static VerifyingKey read(Octets file) {
        PublicKey key = KeyFile.read(
                file.toByteArray(),
                "PUBLIC KEY",
                "a public key (SubjectPublicKeyInfo)",
                (factory, der) -> factory.generatePublic(new X509EncodedKeySpec(der)));
        return new VerifyingKey(key, SignatureScheme.usualFor(key));
    }

    /**
     * The same key for another scheme.
     *
     * @throws IllegalArgumentException where the scheme takes keys of another kind
     */
    public VerifyingKey with(SignatureScheme other) {
        other.require(key);
        return new VerifyingKey(key, other);
    }

    /** Whether {@code signature} is one of {@code message}. */
    public boolean verifies(Octets message, Octets signature) {
        try {
            Signature check = scheme.signature(key);
            check.initVerify(key);
            check.update(message.toByteArray());
            return check.verify(signature.toByteArray());
        } catch (GeneralSecurityException e) {
            return false; // of a wrong length or form
        }
    }
}
