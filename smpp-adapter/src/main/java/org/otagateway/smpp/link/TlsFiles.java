// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;

/** Certificates and keys in files, PEM or PKCS #12. */
public final class TlsFiles {
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String PEM = "-----BEGIN ";

    private TlsFiles() {}

    /** A file and the password that opens it, empty where it has none. */
    public record Store(Path file, SecretOctets password) {}

    /**
     * What TLS needs.
     *
     * @param trusted certificates of those who may sign for the other side; null: those that Java trusts
     * @param own our certificate and, in PKCS #12, its key; null: we show none
     * @param key the key of our certificate where that is PEM (PKCS #8, not encrypted); it may stand in the same file
     * @throws IllegalArgumentException where a file cannot be read or holds something else; the message names it
     */
    public static SSLContext context(@Nullable Store trusted, @Nullable Store own, @Nullable Path key) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys(own, key), trusted == null ? null : trust(trusted), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("tls: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trust(Store store) throws GeneralSecurityException {
        byte[] octets = read(store.file());
        KeyStore trusted;
        if (isPem(octets)) {
            trusted = empty();
            int number = 0;
            for (Certificate certificate : certificates(store.file(), octets)) {
                trusted.setCertificateEntry("ca" + number++, certificate);
            }
        } else {
            trusted = pkcs12(store, octets);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(Store store, @Nullable Path key) throws GeneralSecurityException {
        byte[] octets = read(store.file());
        char[] password = password(store.password());
        KeyStore own;
        if (isPem(octets)) {
            own = empty();
            Collection<Certificate> chain = certificates(store.file(), octets);
            own.setKeyEntry(
                    "own", privateKey(key == null ? store.file() : key), password, chain.toArray(new Certificate[0]));
        } else {
            own = pkcs12(store, octets);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(own, password);
        Arrays.fill(password, '\0');
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new IllegalStateException("an empty store is read from nowhere", e);
        }
        return store;
    }

    private static KeyStore pkcs12(Store store, byte[] octets) throws GeneralSecurityException {
        KeyStore read = KeyStore.getInstance("PKCS12");
        char[] password = password(store.password());
        try {
            read.load(new ByteArrayInputStream(octets), password);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    store.file() + ": expected PEM, or PKCS #12 and its password: " + e.getMessage(), e);
        } finally {
            Arrays.fill(password, '\0');
        }
        return read;
    }

    private static Collection<Certificate> certificates(Path file, byte[] octets) throws GeneralSecurityException {
        Collection<? extends Certificate> read =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(octets));
        if (read.isEmpty()) {
            throw new IllegalArgumentException(file + ": expected a certificate");
        }
        return List.copyOf(read);
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException {
        Matcher matcher = PRIVATE_KEY.matcher(new String(read(file), StandardCharsets.ISO_8859_1));
        if (!matcher.find()) {
            throw new IllegalArgumentException(file + ": expected -----BEGIN PRIVATE KEY-----, not encrypted");
        }
        byte[] octets = Base64.getMimeDecoder().decode(matcher.group(1));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(octets));
            } catch (InvalidKeySpecException e) {
                // The next may fit.
            }
        }
        throw new IllegalArgumentException(file + ": expected a key for RSA or on an elliptic curve");
    }

    private static boolean isPem(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1).contains(PEM);
    }

    private static char[] password(SecretOctets password) {
        return new String(password.reveal(), StandardCharsets.UTF_8).toCharArray();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + ": no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
