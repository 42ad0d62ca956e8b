// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.otagateway.packet.bytes.SecretOctets;

/**
 * Named secrets in clear, inside their seal.
 *
 * <pre>
 * each: | length, 2 octets | name in ASCII | length, 2 octets | secret |
 * </pre>
 */
final class SecretsForm {
    private SecretsForm() {}

    static byte[] encode(Map<String, SecretOctets> secrets) {
        int length = secrets.entrySet().stream()
                .mapToInt(e -> 4 + e.getKey().length() + e.getValue().length())
                .sum();
        ByteBuffer form = ByteBuffer.allocate(length);
        new TreeMap<>(secrets).forEach((name, secret) -> {
            byte[] value = secret.reveal();
            form.putShort((short) name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
            form.putShort((short) value.length).put(value);
            Arrays.fill(value, (byte) 0);
        });
        return form.array();
    }

    static Map<String, SecretOctets> decode(byte[] octets) {
        Map<String, SecretOctets> secrets = new LinkedHashMap<>();
        ByteBuffer form = ByteBuffer.wrap(octets);
        try {
            while (form.hasRemaining()) {
                String name = new String(next(form), StandardCharsets.US_ASCII);
                byte[] value = next(form);
                secrets.put(name, SecretOctets.copyOf(value));
                Arrays.fill(value, (byte) 0);
            }
        } catch (BufferUnderflowException e) {
            throw new VaultException("sealed secrets have an unknown form", e);
        }
        return secrets;
    }

    private static byte[] next(ByteBuffer form) {
        byte[] value = new byte[form.getShort() & 0xFFFF];
        form.get(value);
        return value;
    }
}
