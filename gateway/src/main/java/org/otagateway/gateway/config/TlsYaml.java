// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.link.Tls;
import org.otagateway.smpp.link.TlsFiles;

/** The entry {@code tls} of a link. */
final class TlsYaml {
    private static final int LONGEST_PATH = 4096;

    private TlsYaml() {}

    static Tls read(YamlMap yaml, Path directory) {
        TlsFiles.Store trusted = store(yaml, "trust", "trust-password", directory);
        TlsFiles.Store own = store(yaml, "certificate", "password", directory);
        Path key = yaml.optionalScalar("key")
                .map(scalar -> path(scalar, directory))
                .orElse(null);
        boolean checks =
                yaml.optionalScalar("check-host-name").map(YamlScalar::bool).orElse(true);
        yaml.noOtherKeys();
        if (key != null && own == null) {
            throw yaml.fault("certificate beside key");
        }
        try {
            return new Tls(TlsFiles.context(trusted, own, key), checks);
        } catch (IllegalArgumentException e) {
            throw yaml.fault("files of certificates and keys: " + e.getMessage());
        }
    }

    private static TlsFiles.@Nullable Store store(YamlMap yaml, String key, String passwordKey, Path directory) {
        Optional<Path> file = yaml.optionalScalar(key).map(scalar -> path(scalar, directory));
        String password = yaml.optionalScalar(passwordKey)
                .map(scalar -> scalar.secret().anyText())
                .orElse("");
        return file.map(path ->
                        new TlsFiles.Store(path, SecretOctets.copyOf(password.getBytes(StandardCharsets.UTF_8))))
                .orElse(null);
    }

    private static Path path(YamlScalar scalar, Path directory) {
        try {
            return directory.resolve(scalar.text(LONGEST_PATH)).normalize();
        } catch (InvalidPathException e) {
            throw scalar.wrong("a path");
        }
    }
}
