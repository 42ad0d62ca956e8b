// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.store.NodeSettings;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.smpp.link.Binds;
import org.otagateway.smpp.link.Credentials;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.Endpoints;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.MessageIdForm;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.ProofOfReceiptWay;
import org.otagateway.smpp.link.StatusTable;
import org.otagateway.smpp.link.SubmitFields;

class GatewayConfigTest {
    private static final String LINK = "name: a, host: h, port: 2775, system-id: ota, password: pw, source: '12345'";

    @TempDir
    Path directory;

    private GatewayConfig read(String text) throws IOException {
        return GatewayConfig.read(
                Files.writeString(directory.resolve("gateway.yaml"), text),
                Map.of("OTA_SMSC_A_PASSWORD", "secret", "EMPTY", ""));
    }

    @Test
    void theFileOfTheRepositoryIsRead() {
        Path file = Path.of("../config/gateway.yaml");
        Path root = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        GatewayConfig config = GatewayConfig.read(file, Map.of("OTA_SMSC_A_PASSWORD", "secret"));

        assertThat(config.store().database())
                .isEqualTo(root.resolve("../data/ota.db").normalize());
        assertThat(config.rootKeyFile())
                .isEqualTo(root.resolve("../data/ota.db.key").normalize());
        assertThat(config.http()).isEqualTo(HttpSettings.DEFAULT);
        assertThat(config.profiles()).isEqualTo(root.resolve("profiles"));
        assertThat(config.loadProfiles().names()).isEqualTo("example, generic");
        assertThat(config.responseChannel()).isEmpty();
        assertThat(config.links())
                .containsExactly(LinkSettings.of(
                                "smsc-a",
                                new Endpoint("127.0.0.1", 2775),
                                Credentials.of("ota", "secret"),
                                "12345",
                                new Pace(50, 500))
                        .withMaxParts(7));
    }

    @Test
    void aStoreThatGatewaysShareNamesItsNodeAndShowsNoPassword() throws IOException {
        String store = "store: jdbc:postgresql://db/ota?user=ota&password=secret\nlinks: [{" + LINK + "}]\n";
        StoreSettings usual = read(store).store();
        assertThat(usual.beside(".key")).isEqualTo(directory.resolve("data/ota.key"));
        assertThat(usual.toString() + usual.place()).contains("db/ota").doesNotContain("secret");

        StoreSettings told = read(store + "node: {name: east-1, lease: PT30S, folder: own}\n")
                .store();
        assertThat(told.beside(".lock")).isEqualTo(directory.resolve("own/east-1.lock"));
        assertThat(told.node())
                .isEqualTo(new NodeSettings(
                        Objects.requireNonNull(usual.node()).server(), "east-1", Duration.ofSeconds(30)));
    }

    @Test
    void aStoreAndOneLinkSuffice() throws IOException {
        GatewayConfig config = read("store: jdbc:sqlite:ota.db\nlinks: [{" + LINK + "}]\n");

        assertThat(config.store().database()).isEqualTo(directory.resolve("ota.db"));
        assertThat(config.profiles()).isNull();
        assertThat(config.loadProfiles().names()).isEqualTo("generic");
        assertThat(config.links().get(0).pace()).isEqualTo(new Pace(10, 100));
        assertThat(config.retention()).isEqualTo(RetentionSettings.DEFAULT);
    }

    @Test
    void howLongDetailsAreKeptIsRead() throws IOException {
        GatewayConfig config = read(
                "store: jdbc:sqlite:ota.db\nretention: {deliveries: never, events: P7D}\nlinks: [{" + LINK + "}]\n");

        assertThat(config.retention())
                .isEqualTo(new RetentionSettings(Optional.empty(), Optional.of(Duration.ofDays(7))));
    }

    @Test
    void everyKeyOfALinkIsRead() throws IOException {
        LinkSettings link = read("store: jdbc:sqlite:ota.db\nlinks:\n  - {" + LINK
                        + ", system-type: vas, window: 3, rate: 4, max-parts: 2, por: report, source-ton: 05,"
                        + " source-npi: 00, destination-ton: 02, destination-npi: 08, country-code: 49,"
                        + " national-prefix: 0, service-type: OTA, esm-class: 43, protocol-id: 40, data-coding: 16,"
                        + " registered-delivery: 03, message-payload: true, validity: relative, connect-timeout: PT1S,"
                        + " response-timeout: PT2S, late-timeout: PT3M, enquire-link: PT4S, back-off-min: PT0.5S,"
                        + " back-off-max: PT6S, throttle-min: PT0.7S, throttle-max: PT8S, response-id: decimal,"
                        + " receipt-id: hexadecimal}\n")
                .links()
                .get(0);

        assertThat(link.credentials().systemType()).isEqualTo("vas");
        assertThat(link.pace()).isEqualTo(new Pace(3, 4));
        assertThat(link.maxParts()).isEqualTo(2);
        assertThat(link.quirks().proofOfReceipt()).isEqualTo(ProofOfReceiptWay.REPORT);
        assertThat(link.quirks().responseId()).isEqualTo(MessageIdForm.DECIMAL);
        assertThat(link.quirks().receiptId()).isEqualTo(MessageIdForm.HEXADECIMAL);
        assertThat(link.addressing().source().typeOfNumber()).isEqualTo(5);
        assertThat(link.addressing().international("0170")).isEqualTo("49170");
        assertThat(link.submit().dataCoding()).isEqualTo(0x16);
        assertThat(link.submit().messagePayload()).isTrue();
        assertThat(link.submit().validity()).isEqualTo(SubmitFields.Validity.RELATIVE);
        assertThat(link.timers().late()).isEqualTo(Duration.ofMinutes(3));
        assertThat(link.timers().throttleMax()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void hostsBindsStatusesAndRoutesAreRead() throws IOException {
        GatewayConfig config = read("store: jdbc:sqlite:ota.db\nlinks:\n"
                + "  - {name: a, hosts: [one:2775, two:2776], host-order: in-turn, system-id: ota, password: pw,"
                + " source: '1', binds: 4, bind: pair, version: '3.3', statuses: {0b: for-now, 00000408: unknown},"
                + " back-off-refused: PT5M, response-tag: 14ff, tls: {check-host-name: false}}\n"
                + "  - {" + LINK.replace("name: a", "name: b") + "}\n"
                + "routes:\n  - {prefix: 43664, profile: usim, job: night, links: [b, a], order: in-turn}\n");

        LinkSettings link = config.links().get(0);
        assertThat(link.endpoints())
                .isEqualTo(new Endpoints(
                        List.of(new Endpoint("one", 2775), new Endpoint("two", 2776)), Endpoints.Order.IN_TURN));
        assertThat(link.binds()).isEqualTo(new Binds(4, Binds.Kind.PAIR, Binds.Version.V3_3));
        assertThat(link.statuses().overrides())
                .isEqualTo(Map.of(0x0B, StatusTable.Meaning.FOR_NOW, 0x408, StatusTable.Meaning.UNKNOWN));
        assertThat(link.quirks().responseTag()).isEqualTo(0x14FF);
        assertThat(Objects.requireNonNull(link.tls()).checksHostName()).isFalse();
        assertThat(link.timers().backOffRefused()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.routes())
                .containsExactly(new RouteRule("43664", "usim", "night", List.of("b", "a"), RouteRule.Order.IN_TURN));
    }

    @Test
    void aLinkMayTurnTheWayOfTheProofOfReceiptAndNumbersBecomeInternational() throws IOException {
        GatewayConfig config = read("store: jdbc:sqlite:ota.db\nlinks: [{" + LINK
                + ", por: report, country-code: 49, national-prefix: 0}]\n");

        assertThat(config.responseChannel()).contains(ResponseChannel.DELIVER_REPORT);
        assertThat(config.international("0170123")).isEqualTo("49170123");
        assertThat(config.international("+4917")).isEqualTo("4917");
    }

    @Test
    void linksMayWantTheProofOfReceiptInDifferentWays() throws IOException {
        GatewayConfig config = read("""
                store: jdbc:sqlite:ota.db
                links:
                  - {name: a, host: h, port: 1, system-id: s, password: p, source: "1", por: report}
                  - {name: b, host: h, port: 2, system-id: s, password: p, source: "1"}
                routes:
                  - {prefix: "43664", links: [b]}
                """);

        assertThat(config.responseChannel()).isEmpty();
        assertThat(config.answers("491", "generic", "job")).isEqualTo(ResponseChannel.DELIVER_REPORT);
        assertThat(config.answers("436641", "generic", "job")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {links: [{LINK}]}                                                  | :1: expected the key store
            {store: jdbc:sqlite:a.db}                                          | :1: expected the key links
            {store: jdbc:sqlite:a.db, links: []}                               | :1: links: expected at least one link
            {store: a.db, links: [{LINK}]}                                     | :1: store: expected jdbc:sqlite:FILE or jdbc:postgresql://HOST:PORT/DATABASE, got 'a.db'
            {store: "jdbc:postgresql:d?password=secret", links: [{LINK}]}      | :1: store: expected jdbc:postgresql://HOST:PORT/DATABASE
            {store: jdbc:sqlite:a.db, node: {name: a}, links: [{LINK}]}        | :1: node: expected node only with a store that gateways share
            {store: "jdbc:postgresql://h/d", node: {name: a b}, links: [{LINK}]} | :1: node.name: expected 1 to 32 letters, digits, '-' or '_', got 'a b'
            {store: "jdbc:postgresql://h/d", node: {lease: PT1S}, links: [{LINK}]} | :1: node.lease: expected 3 seconds to 5 minutes, got 'PT1S'
            {store: "jdbc:postgresql://h/d", node: {foo: 1}, links: [{LINK}]}  | :1: node.foo: expected no such key
            {store: jdbc:sqlite:a.db, links: [{LINK}], foo: 1}                 | :1: foo: expected no such key
            {store: jdbc:sqlite:a.db, links: [{LINK, foo: 1}]}                 | :1: links[1].foo: expected no such key
            {store: jdbc:sqlite:a.db, links: [{LINK}, {LINK}]}                 | :1: links[2].name: expected a name that no other link has, got 'a'
            {store: jdbc:sqlite:a.db, links: [{LINK, window: 0}]}              | :1: links[1].window: expected a number from 1 to 10000, got '0'
            {store: jdbc:sqlite:a.db, links: [{LINK, max-parts: 256}]}         | :1: links[1].max-parts: expected a number from 1 to 255, got '256'
            {store: jdbc:sqlite:a.db, links: [{LINK, por: fax}]}               | :1: links[1].por: expected
            {store: jdbc:sqlite:a.db, links: [{LINK, data-coding: F}]}         | :1: links[1].data-coding: expected two hexadecimal digits, got 'F'
            {store: jdbc:sqlite:a.db, links: [{LINK, enquire-link: 30}]}       | :1: links[1].enquire-link: expected a duration of ISO 8601
            {store: jdbc:sqlite:a.db, links: [{LINK, system-type: aaaaaaaaaaaaa}]} | :1: links[1].system-type: expected
            {store: jdbc:sqlite:a.db, links: [{LINK, validity: never}]}        | :1: links[1].validity: expected
            {store: jdbc:sqlite:a.db, links: [{name: a, host: h, port: 1, system-id: o, password: p, source: ABCDEFGHIJKL, source-ton: 05}]} | :1: links[1].source: expected 1 to 11
            {store: jdbc:sqlite:a.db, links: [{LINK, country-code: x}]}        | :1: links[1].country-code: expected
            {store: jdbc:sqlite:a.db, links: [{LINK, hosts: [h]}]}              | :1: links[1].hosts[1]: expected HOST:PORT
            {store: jdbc:sqlite:a.db, links: [{LINK, version: "3.3"}]}          | :1: links[1]: expected bind: pair, since SMPP 3.3 knows no transceiver
            {store: jdbc:sqlite:a.db, links: [{LINK, statuses: {0B: maybe}}]}   | :1: links[1].statuses.0B: expected
            {store: jdbc:sqlite:a.db, links: [{LINK, statuses: {00: unknown}}]} | :1: links[1].statuses.00: expected a command_status other than 0 as key, hexadecimal
            {store: jdbc:sqlite:a.db, links: [{LINK}], routes: [{links: [b]}]}  | :1: routes[1].links[1]: expected the name of a link, each once, got 'b'
            {store: jdbc:sqlite:a.db, links: [{LINK}], routes: [{links: [a], prefix: +43}]} | :1: routes[1].prefix: expected the first digits of international numbers
            {store: jdbc:sqlite:a.db, links: [{LINK, response-tag: 140}]}       | :1: links[1].response-tag: expected four hexadecimal digits, got '140'
            {store: jdbc:sqlite:a.db, links: [{LINK, tls: {trust: none.pem}}]}  | :1: links[1].tls: expected files of certificates and keys: /
            {store: jdbc:sqlite:a.db, links: [{LINK, tls: {key: k.pem}}]}       | :1: links[1].tls: expected certificate beside key
            {store: "jdbc:sqlite:${NONE}", links: [{LINK}]}                    | :1: store: expected a variable that the environment has
            {store: jdbc:sqlite:a.db, retention: {deliveries: P9D}, links: [{LINK}]} | :1: retention.deliveries: expected P10D or more, or never, got 'P9D'
            {store: jdbc:sqlite:a.db, retention: {events: soon}, links: [{LINK}]} | :1: retention.events: expected a duration of ISO 8601
            {store: jdbc:sqlite:a.db, retention: {jobs: P9D}, links: [{LINK}]}  | :1: retention.jobs: expected no such key
            {store: jdbc:sqlite:a.db, http: {port: 70000}, links: [{LINK}]}    | :1: http.port: expected a number from 0 to 65535, got '70000'
            """)
    void aWrongConfigurationIsToldWithFileLineFieldAndExpectation(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("LINK", LINK)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(directory.resolve("gateway.yaml") + message);
    }

    @Test
    void aPasswordIsNeverShown() {
        String link = LINK.replace("password: pw", "password: 'much-too-long-a-password'");

        assertThatThrownBy(() -> read("store: jdbc:sqlite:a.db\nlinks: [{" + link + "}]\n"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("password")
                .hasMessageNotContaining("much-too-long");
    }
}
