// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.link.TlsFiles;
import org.otagateway.smpp.smsc.ServerTls;
import picocli.CommandLine.Option;

/** How the SMSC simulator protects its connections. */
final class TlsOptions {
    @Option(
            names = "--tls",
            paramLabel = "FILE",
            description = "certificate and key of the SMSC, PKCS #12 or PEM: connections go over TLS")
    private @Nullable Path tls;

    @Option(
            names = "--tls-password",
            paramLabel = "WORD",
            defaultValue = "${env:OTA_SMSC_TLS_PASSWORD:-}",
            description = "opens that file, and the next (default from OTA_SMSC_TLS_PASSWORD)")
    private String password = "";

    @Option(
            names = "--tls-trust",
            paramLabel = "FILE",
            description = "an ESME must show a certificate that these signed")
    private @Nullable Path trust;

    /** @throws IllegalArgumentException where a file cannot be read or holds something else */
    Optional<ServerTls> server() {
        if (tls == null) {
            return Optional.empty();
        }
        SecretOctets word = SecretOctets.copyOf(password.getBytes(StandardCharsets.UTF_8));
        TlsFiles.Store trusted = trust == null ? null : new TlsFiles.Store(trust, word);
        return Optional.of(
                new ServerTls(TlsFiles.context(trusted, new TlsFiles.Store(tls, word), null), trust != null));
    }
}
