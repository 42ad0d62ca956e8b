// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.globalplatform.SignatureScheme;
import org.otagateway.packet.globalplatform.SigningKey;
import org.otagateway.packet.globalplatform.TokenCommand;

/** Reads tokens: as they are, or as the key that makes them. The key itself is not kept: a job has the token alone. */
final class TokenYaml {
    private static final int MOST_TOKEN = 255;
    private static final String EXPECTED = "expected ";
    private static final String GOT = ", got ";

    private TokenYaml() {}

    /**
     * The token of a command.
     *
     * @param prefix of the keys, as "load-" for {@code load-token} and {@code load-token-key}
     * @param command the command without it
     */
    static Octets read(YamlMap map, String prefix, Supplier<? extends TokenCommand> command) {
        Optional<YamlScalar> written = map.optionalScalar(prefix + "token");
        Optional<YamlScalar> file = map.optionalScalar(prefix + "token-key");
        Optional<YamlScalar> scheme = map.optionalScalar(prefix + "token-scheme");
        if (written.isPresent() && file.isPresent()) {
            throw file.get().fault("either " + prefix + "token or " + prefix + "token-key");
        }
        if (scheme.isPresent() && file.isEmpty()) {
            throw scheme.get().fault(prefix + "token-scheme only beside " + prefix + "token-key");
        }
        if (file.isEmpty()) {
            return written.map(scalar -> ToolkitYaml.octets(scalar, MOST_TOKEN)).orElse(Octets.EMPTY);
        }
        SigningKey key = key(file.get(), scheme);
        TokenCommand unsigned = command.get();
        try {
            return unsigned.signedBy(key).token();
        } catch (IllegalArgumentException e) {
            throw file.get().wrong("a key whose token fits the command (" + e.getMessage() + ")");
        }
    }

    /** Whether the map names a key that makes a token. */
    static boolean isMade(YamlMap map, String prefix) {
        return map.optional(prefix + "token-key").isPresent();
    }

    /** The key in a file, for a scheme where one is named. */
    static SigningKey key(YamlScalar file, Optional<YamlScalar> scheme) {
        byte[] octets = file.file();
        try {
            SigningKey key = SigningKey.read(SecretOctets.copyOf(octets));
            if (scheme.isEmpty()) {
                return key;
            }
            SignatureScheme named = scheme.get().oneOf(schemes());
            try {
                return key.with(named);
            } catch (IllegalArgumentException e) {
                throw scheme.get().wrong(expected(e));
            }
        } catch (IllegalArgumentException e) {
            throw file.wrong(expected(e));
        } finally {
            Arrays.fill(octets, (byte) 0);
        }
    }

    private static String expected(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        int from = message.indexOf(EXPECTED);
        if (from < 0) {
            return message;
        }
        String expected = message.substring(from + EXPECTED.length());
        int got = expected.lastIndexOf(GOT);
        return got < 0
                ? expected
                : expected.substring(0, got) + " (there is " + expected.substring(got + GOT.length()) + ")";
    }

    private static Map<String, SignatureScheme> schemes() {
        Map<String, SignatureScheme> schemes = new LinkedHashMap<>();
        for (SignatureScheme scheme : SignatureScheme.values()) {
            schemes.put(scheme.label(), scheme);
        }
        return schemes;
    }
}
