// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;

/** How tokens and load file data blocks are signed (Card Specification clauses B.3 and B.4). */
public enum SignatureScheme {
    /** RSASSA-PKCS1-v1_5 with SHA-1: the scheme for keys of up to 1024 bits (clause B.3.1). */
    RSA_SHA_1,
    /** RSASSA-PKCS1-v1_5 with SHA-256: cards of between the two clauses. */
    RSA_SHA_256,
    /** RSASSA-PSS with SHA-256 and 32 octets of salt: longer keys (clause B.3.2). */
    RSA_PSS_SHA_256,
    /** ECDSA with SHA-256, 384 or 512 by the length of the key; r and s one after another (clause B.4.3). */
    ECDSA;

    private static final int SHORT_MODULUS = 1024;
    private static final int SALT = 32;

    /** As operators write it: "rsa-sha-1". */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The scheme written as {@code label}. */
    public static Optional<SignatureScheme> ofLabel(String label) {
        for (SignatureScheme scheme : values()) {
            if (scheme.label().equals(label)) {
                return Optional.of(scheme);
            }
        }
        return Optional.empty();
    }

    /** The scheme that the Card Specification has for a key. */
    static SignatureScheme usualFor(Key key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength() <= SHORT_MODULUS ? RSA_SHA_1 : RSA_PSS_SHA_256;
        }
        return ECDSA;
    }

    /** @throws IllegalArgumentException where this scheme takes keys of another kind */
    void require(Key key) {
        if (this == ECDSA ? !(key instanceof ECKey) : !(key instanceof RSAKey)) {
            throw new IllegalArgumentException("token key: expected " + (this == ECDSA ? "an EC key" : "an RSA key")
                    + " for " + label() + ", got " + key.getAlgorithm());
        }
    }

    Signature signature(Key key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (this) {
                    case RSA_SHA_1 -> "SHA1withRSA";
                    case RSA_SHA_256 -> "SHA256withRSA";
                    case RSA_PSS_SHA_256 -> "RSASSA-PSS";
                    case ECDSA -> "SHA" + hashBits((ECKey) key) + "withECDSAinP1363Format";
                });
        if (this == RSA_PSS_SHA_256) {
            signature.setParameter(new PSSParameterSpec(
                    "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, SALT, PSSParameterSpec.TRAILER_FIELD_BC));
        }
        return signature;
    }

    private static int hashBits(ECKey key) {
        int bits = key.getParams().getOrder().bitLength();
        return bits < 384 ? 256 : bits < 512 ? 384 : 512;
    }
}
