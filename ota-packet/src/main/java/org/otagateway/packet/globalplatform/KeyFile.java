// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Reads files that hold one key: DER, or PEM around it. Nothing of a key gets into a message. */
final class KeyFile {
    private static final int SEQUENCE = 0x30;
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    private KeyFile() {}

    /** What a factory makes of the octets. */
    @FunctionalInterface
    interface Maker<K extends Key> {
        K make(KeyFactory factory, byte[] der) throws GeneralSecurityException;
    }

    /**
     * Reads a key.
     *
     * @param label of the PEM object
     * @param expected what faults call it
     * @throws IllegalArgumentException where it is none, or neither RSA nor EC
     */
    static <K extends Key> K read(byte[] file, String label, String expected, Maker<K> maker) {
        byte[] der = file.length > 0 && file[0] == SEQUENCE ? file.clone() : ofPem(file, label, expected);
        try {
            for (String algorithm : ALGORITHMS) {
                try {
                    return maker.make(KeyFactory.getInstance(algorithm), der);
                } catch (GeneralSecurityException e) {
                    // of the other algorithm, or of none
                }
            }
            throw fault(expected + ", RSA or EC (P-256, P-384 or P-521)", "another object");
        } finally {
            Arrays.fill(der, (byte) 0);
        }
    }

    private static byte[] ofPem(byte[] file, String label, String expected) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        String begin = "-----BEGIN " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw fault("\"BEGIN " + label + "\", " + expected, other(text));
        }
        String base64 = text.substring(from + begin.length(), to).replaceAll("\\s", "");
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw fault(expected, "a PEM object that is not in base 64");
        }
    }

    /** Which PEM object stands there instead. */
    private static String other(String text) {
        for (String label : List.of(
                "ENCRYPTED PRIVATE KEY",
                "RSA PRIVATE KEY",
                "EC PRIVATE KEY",
                "PRIVATE KEY",
                "PUBLIC KEY",
                "CERTIFICATE")) {
            if (text.contains("-----BEGIN " + label + "-----")) {
                return "\"BEGIN " + label.toUpperCase(Locale.ROOT) + "\"";
            }
        }
        return "no PEM object";
    }

    private static IllegalArgumentException fault(String expected, String actual) {
        return new IllegalArgumentException("key file: expected " + expected + ", got " + actual);
    }
}
