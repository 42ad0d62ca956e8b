// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.jsmpp.LinkFixture.NOW;
import static org.otagateway.smpp.jsmpp.LinkFixture.link;
import static org.otagateway.smpp.jsmpp.LinkFixture.packet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.link.Credentials;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.link.Tls;
import org.otagateway.smpp.link.TlsFiles;
import org.otagateway.smpp.smsc.Account;
import org.otagateway.smpp.smsc.ServerTls;
import org.otagateway.smpp.smsc.Smsc;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;

/** Links over TLS to the simulator, with certificates that keytool makes. */
@Timeout(60)
class TlsTest {
    private static final SecretOctets PASSWORD = SecretOctets.copyOf("changeit".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private static Path directory;

    private static Path server;
    private static Path stranger;
    private static Path client;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Seen seen = new Seen();

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = selfSigned("server", "-ext", "san=dns:localhost");
        stranger = selfSigned("stranger", "-ext", "san=dns:elsewhere.example");
        client = selfSigned("client");
    }

    private static Path selfSigned(String name, String... more) throws Exception {
        Path file = directory.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                file.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        pem(name, file);
        return file;
    }

    /** The same as PEM: NAME.pem has the certificate, NAME.key the key. */
    private static void pem(String name, Path file) throws Exception {
        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        write(name + ".pem", "CERTIFICATE", store.getCertificate(name).getEncoded());
        write(
                name + ".key",
                "PRIVATE KEY",
                store.getKey(name, "changeit".toCharArray()).getEncoded());
    }

    private static void write(String name, String what, byte[] octets) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(octets);
        Files.writeString(
                directory.resolve(name), "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }

    private static TlsFiles.Store store(Path file) {
        return new TlsFiles.Store(file, PASSWORD);
    }

    private static TlsFiles.Store pem(String name) {
        return store(directory.resolve(name + ".pem"));
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private Smsc smsc(SSLContext context, boolean wantsCertificate) throws IOException {
        Smsc smsc = Smsc.start(
                SmscSettings.of(Account.of("ota", "secret")).withTls(new ServerTls(context, wantsCertificate)),
                SmscFaults.NONE,
                msisdn -> Optional.empty(),
                event -> {},
                InstantSource.fixed(NOW),
                new SplittableRandom(1));
        open.add(0, smsc);
        return smsc;
    }

    private SmscLink over(Smsc smsc, String host, Tls tls) {
        LinkSettings settings = LinkSettings.of(
                        "tls",
                        new Endpoint(host, smsc.port()),
                        Credentials.of("ota", "secret"),
                        "12345",
                        new Pace(10, 1000))
                .with(LinkFixture.timers(Duration.ofSeconds(5), Duration.ofMillis(200)))
                .with(tls);
        SmscLink link = link(settings);
        open.add(0, link);
        return link;
    }

    @Test
    void segmentsGoOverTlsWhereTheCertificateIsTrustedAndNamesTheHost() throws Exception {
        Smsc smsc = smsc(TlsFiles.context(null, store(server), null), false);
        SmscLink link = over(smsc, "localhost", new Tls(TlsFiles.context(pem("server"), null, null), true));
        link.open(seen);
        for (int i = 0; i < 3; i++) {
            Results results = new Results();
            link.submit(packet("436641234567", 2), results);
            assertThat(Seen.next(results.results).what()).isInstanceOf(SubmitResult.Accepted.class);
            // Longer than the read time-out that asks with enquire_link: a record is not torn by it.
            await().during(Duration.ofMillis(300)).until(() -> link.state() == LinkState.BOUND);
        }
        assertThat(smsc.counts().sessions()).isOne();
    }

    @Test
    void certificateThatNobodyTrustsIsRefused() throws Exception {
        Smsc smsc = smsc(TlsFiles.context(null, store(server), null), false);
        SmscLink link = over(smsc, "localhost", new Tls(TlsFiles.context(pem("client"), null, null), true));
        LinkException failure = catchThrowableOfType(LinkException.class, () -> link.open(seen));
        assertThat(failure).hasMessageContaining("TLS: ");
        assertThat(smsc.counts().sessions()).isZero();
    }

    @Test
    void certificateOfAnotherHostIsRefusedUnlessTheSettingsSayOtherwise() throws Exception {
        Smsc smsc = smsc(TlsFiles.context(null, store(stranger), null), false);
        SSLContext trusting = TlsFiles.context(pem("stranger"), null, null);
        SmscLink strict = over(smsc, "localhost", new Tls(trusting, true));
        assertThatThrownBy(() -> strict.open(seen))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("TLS: ");
        SmscLink lax = over(smsc, "localhost", new Tls(trusting, false));
        lax.open(seen);
        assertThat(smsc.counts().sessions()).isOne();
    }

    @Test
    void smscThatWantsACertificateGetsOneFromPkcs12OrPem() throws Exception {
        Smsc smsc = smsc(TlsFiles.context(pem("client"), store(server), null), true);
        SSLContext withPkcs12 = TlsFiles.context(pem("server"), store(client), null);
        over(smsc, "localhost", new Tls(withPkcs12, true)).open(seen);
        SSLContext withPem = TlsFiles.context(pem("server"), pem("client"), directory.resolve("client.key"));
        over(smsc, "localhost", new Tls(withPem, true)).open(new Seen());
        assertThat(smsc.counts().sessions()).isEqualTo(2);
        SmscLink without = over(smsc, "localhost", new Tls(TlsFiles.context(pem("server"), null, null), true));
        assertThatThrownBy(() -> without.open(seen)).isInstanceOf(LinkException.class);
    }

    @Test
    void fileThatIsMissingOrSomethingElseIsTold() throws Exception {
        Path nothing = directory.resolve("nothing");
        assertThatThrownBy(() -> TlsFiles.context(store(nothing), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(nothing + ": no such file");
        Path text = Files.writeString(directory.resolve("text"), "hello");
        assertThatThrownBy(() -> TlsFiles.context(store(text), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected PEM, or PKCS #12 and its password");
        assertThatThrownBy(() -> TlsFiles.context(null, pem("client"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-----BEGIN PRIVATE KEY-----");
    }
}
