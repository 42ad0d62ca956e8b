// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.store.ReadableStore;
import org.otagateway.gateway.store.Store;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;

/**
 * Seals what must not lie in the store in clear, and opens it. Each sealed value is bound to its place: one that was moved
 * to another card, key version or name does not open. Thread-safe.
 */
public final class Vault {
    private static final String PROOF = "vault-proof";
    private static final Octets PROOF_PLACE = place("proof");
    private static final Octets STREAM_PLACE = place("stream");
    private static final byte[] PROOF_TEXT = "the root key of this store".getBytes(StandardCharsets.US_ASCII);

    private final Wrapping wrapping;
    private final SecureRandom random = new SecureRandom();

    Vault(Wrapping wrapping) {
        this.wrapping = wrapping;
    }

    /**
     * Draws KIC, KID and KIK of a new key version.
     *
     * @param version 1…15
     * @param length octets of each key
     * @throws IllegalArgumentException where the type has no such keys
     */
    public KeySet drawKeySet(int version, KeyType type, int length) {
        return new KeySet(version, drawKey(type, length), drawKey(type, length), drawKey(type, length));
    }

    private Key drawKey(KeyType type, int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        try {
            return new Key(type, SecretOctets.copyOf(octets));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    /** A vault under {@code rootKey}, 32 octets, that knows no store; for tests and for what is never stored. */
    public static Vault of(SecretOctets rootKey) {
        return new Vault(new AesGcmWrapping(rootKey));
    }

    /**
     * The vault of a store. The root key comes from the variable OTA_ROOT_KEY, or else from {@code keyFile}, which is
     * made where the store has nothing sealed yet.
     *
     * @throws VaultException where the key cannot be had, or is not the one that the store was sealed under
     */
    public static Vault open(Store store, Path keyFile, Map<String, String> environment) {
        Octets proof = store.submit(tx -> {
                    Octets found = tx.facts().find(PROOF);
                    return found == null ? Octets.EMPTY : found;
                })
                .join();
        String variable = environment.get(RootKey.VARIABLE);
        SecretOctets rootKey =
                variable != null ? RootKey.fromEnvironment(variable) : fromFile(keyFile, !proof.isEmpty());
        Vault vault = of(rootKey);
        if (proof.isEmpty()) {
            Octets fresh = vault.wrapping.wrap(PROOF_TEXT, PROOF_PLACE);
            // Another gateway may have been first meanwhile.
            proof = store.submit(tx -> {
                        Octets first = tx.facts().find(PROOF);
                        if (first == null) {
                            tx.facts().put(PROOF, fresh);
                        }
                        return first == null ? fresh : first;
                    })
                    .join();
        }
        vault.requireProof(proof, variable != null ? RootKey.VARIABLE : keyFile.toString());
        return vault;
    }

    /**
     * Opens the vault of a store that another process owns, to read alone.
     *
     * @throws VaultException where the root key cannot be had, or is not the one that the store was sealed under
     */
    public static Vault look(ReadableStore store, Path keyFile, Map<String, String> environment) {
        Octets proof = store.read(view -> {
            Octets found = view.fact(PROOF);
            return found == null ? Octets.EMPTY : found;
        });
        String variable = environment.get(RootKey.VARIABLE);
        Vault vault = of(variable != null ? RootKey.fromEnvironment(variable) : fromFile(keyFile, true));
        vault.requireProof(proof, variable != null ? RootKey.VARIABLE : keyFile.toString());
        return vault;
    }

    private static SecretOctets fromFile(Path keyFile, boolean needed) {
        @Nullable SecretOctets found = RootKey.read(keyFile);
        if (found != null) {
            return found;
        }
        if (needed) {
            throw new VaultException(keyFile + ": the root key is missing, and the store has values sealed under it;"
                    + " bring the file back or set " + RootKey.VARIABLE);
        }
        return RootKey.make(keyFile);
    }

    private void requireProof(Octets proof, String source) {
        try {
            wrapping.unwrap(proof, PROOF_PLACE);
        } catch (VaultException e) {
            throw new VaultException(source + ": this is not the root key that the store was sealed under", e);
        }
    }

    /** Seals the keys of one key version of a card. */
    public Octets sealKeySet(String iccid, String securityDomain, KeySet keys) {
        byte[] clear = KeySetForm.encode(keys);
        try {
            return wrapping.wrap(clear, keyPlace(iccid, securityDomain, keys.version()));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** @throws VaultException where it was not sealed for this place */
    public KeySet openKeySet(String iccid, String securityDomain, int version, Octets sealed) {
        byte[] clear = wrapping.unwrap(sealed, keyPlace(iccid, securityDomain, version))
                .reveal();
        try {
            return KeySetForm.decode(version, clear);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** Seals a PIN or ADM code of a card. */
    public Octets sealSecret(String iccid, String name, SecretOctets secret) {
        return seal(secret, place("card-secret", iccid, name));
    }

    /** @throws VaultException where it was not sealed for this place */
    public SecretOctets openSecret(String iccid, String name, Octets sealed) {
        return wrapping.unwrap(sealed, place("card-secret", iccid, name));
    }

    /** Seals a job's own copy of the secrets of one card. */
    public Octets sealInput(long jobId, String iccid, Map<String, SecretOctets> secrets) {
        byte[] clear = SecretsForm.encode(secrets);
        try {
            return wrapping.wrap(clear, inputPlace(jobId, iccid));
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /** @throws VaultException where it was not sealed for this place */
    public Map<String, SecretOctets> openInput(long jobId, String iccid, Octets sealed) {
        byte[] clear = wrapping.unwrap(sealed, inputPlace(jobId, iccid)).reveal();
        try {
            return SecretsForm.decode(clear);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    /**
     * Seals the octets of a packet, which may not be ciphered and hold a PIN.
     *
     * @param domainId the row of its counter domain
     * @param counter its counter value
     */
    public Octets sealPacket(String iccid, long domainId, long counter, Octets packet) {
        return wrapping.wrap(packet.toByteArray(), packetPlace(iccid, domainId, counter));
    }

    /** @throws VaultException where it was not sealed for this place */
    public Octets openPacket(String iccid, long domainId, long counter, Octets sealed) {
        byte[] clear =
                wrapping.unwrap(sealed, packetPlace(iccid, domainId, counter)).reveal();
        return Octets.copyOf(clear);
    }

    /** Hides what is written to {@code out}; it does not vouch for it, a digest must. */
    public OutputStream sealing(OutputStream out) throws IOException {
        return SealedStream.seal(wrapping, STREAM_PLACE, out);
    }

    /**
     * Reads what {@link #sealing} wrote to {@code in}.
     *
     * @throws VaultException where it was not sealed under this root key
     */
    public InputStream unsealing(InputStream in) throws IOException {
        return SealedStream.open(wrapping, STREAM_PLACE, in);
    }

    private Octets seal(SecretOctets secret, Octets bound) {
        byte[] clear = secret.reveal();
        try {
            return wrapping.wrap(clear, bound);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static Octets keyPlace(String iccid, String securityDomain, int version) {
        return place("card-key", iccid, securityDomain, Integer.toString(version));
    }

    private static Octets inputPlace(long jobId, String iccid) {
        return place("delivery-input", Long.toString(jobId), iccid);
    }

    private static Octets packetPlace(String iccid, long domainId, long counter) {
        return place("packet", iccid, Long.toString(domainId), Long.toString(counter));
    }

    /** The parts of a place, each ended by a NUL, which stands in none of them: no two places read alike. */
    private static Octets place(String... parts) {
        int length = parts.length;
        for (String part : parts) {
            length += part.length();
        }
        StringBuilder text = new StringBuilder(length);
        for (String part : parts) {
            if (part.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a NUL in the name of a place");
            }
            text.append(part).append('\0');
        }
        return Octets.copyOf(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
