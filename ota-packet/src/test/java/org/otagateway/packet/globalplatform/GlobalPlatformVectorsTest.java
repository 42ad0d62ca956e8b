// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/** The vectors of GlobalPlatform, each field of them. */
final class GlobalPlatformVectorsTest {
    @TestFactory
    Stream<DynamicTest> everyVector() throws IOException {
        List<JsonNode> vectors = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(GlobalPlatformVectorsTest.class.getResourceAsStream("gp-vectors.json"))) {
            new ObjectMapper().readTree(in).get("vectors").forEach(vectors::add);
        }
        assertThat(vectors).hasSize(19);
        return vectors.stream().map(v -> DynamicTest.dynamicTest(v.get("name").asText(), () -> check(v)));
    }

    private static void check(JsonNode v) throws ChannelException {
        switch (v.get("kind").asText()) {
            case "scp02 session", "scp03 session" -> session(v);
            case "put key" -> putKey(v);
            case "kcv" ->
                assertThat(key(v, "key", v.get("type").asText()).checkValue()).isEqualTo(octets(v, "kcv"));
            case "diversification" -> diversification(v);
            case "session keys" -> sessionKeys(v);
            case "install parameters" ->
                assertThat(InstallParameters.decode(octets(v, "encoded"))
                                .map(InstallParameters::encode)
                                .success())
                        .contains(octets(v, "encoded"));
            default -> throw new AssertionError("unknown kind " + v.get("kind"));
        }
    }

    private static void session(JsonNode v) throws ChannelException {
        Octets challenge = octets(v, "host_challenge");
        assertThat(SecureChannel.initializeUpdate(
                                Integer.parseInt(v.get("key_version").asText(), 16), challenge)
                        .encode())
                .isEqualTo(octets(v, "initialize_update_command"));
        SecureChannel channel = open(v);
        assertThat(channel.hostCryptogram()).isEqualTo(octets(v, "host_cryptogram"));
        if (channel instanceof Scp02 scp02) {
            assertThat(revealed(scp02.session().enc())).isEqualTo(octets(v, "session_enc"));
            assertThat(revealed(scp02.session().mac())).isEqualTo(octets(v, "session_cmac"));
            assertThat(revealed(scp02.session().rmac())).isEqualTo(octets(v, "session_rmac"));
            assertThat(revealed(scp02.session().dek())).isEqualTo(octets(v, "session_dek"));
        } else if (channel instanceof Scp03 scp03) {
            assertThat(revealed(scp03.session().enc())).isEqualTo(octets(v, "session_enc"));
            assertThat(revealed(scp03.session().mac())).isEqualTo(octets(v, "session_mac"));
            assertThat(revealed(scp03.session().rmac())).isEqualTo(octets(v, "session_rmac"));
        }
        assertThat(channel.externalAuthenticate().encode()).isEqualTo(octets(v, "external_authenticate_command"));
        for (JsonNode command : v.get("commands")) {
            assertThat(channel.wrap(apdu(octets(command, "plain"))).encode()).isEqualTo(octets(command, "wrapped"));
            if (command.has("response_wrapped")) {
                Octets word = octets(command, "response_sw");
                ResponseApdu wrapped = ResponseApdu.decode(Octets.concat(octets(command, "response_wrapped"), word))
                        .success()
                        .orElseThrow();
                assertThat(channel.unwrap(wrapped).data()).isEqualTo(octets(command, "response_plain"));
            }
        }
    }

    private static void putKey(JsonNode v) throws ChannelException {
        SecureChannel channel = open(v);
        channel.externalAuthenticate();
        List<PutKey.Component> components = new ArrayList<>();
        for (JsonNode k : v.get("keys")) {
            Key key = key(k, "value", k.get("type").asText());
            PutKey.Component component = PutKey.Component.in(channel, key, PutKey.LengthForm.BARE);
            assertThat(key.checkValue()).isEqualTo(octets(k, "kcv"));
            assertThat(component.keyData()).isEqualTo(octets(k, "encrypted"));
            components.add(component);
        }
        int version = Integer.parseInt(v.get("new_key_version").asText(), 16);
        PutKey put = new PutKey(0, 1, version, components);
        CommandApdu command = put.command();
        assertThat(command.encode()).isEqualTo(octets(v, "command_plain"));
        assertThat(PutKey.decode(command).success()).contains(put);
        assertThat(channel.wrap(command).encode()).isEqualTo(octets(v, "command_wrapped"));
    }

    private static void diversification(JsonNode v) {
        String method = v.get("method").asText();
        Diversification diversification = Diversification.valueOf(method.replaceAll(":.*", ""));
        Key master = key(v, "master_key", v.get("scp").asText().equals("02") ? "80" : "88");
        ChannelKeys keys = diversification.keys(master, octets(v, "key_diversification_data"));
        check(v, "enc", keys.enc());
        check(v, "mac", keys.mac());
        check(v, "dek", keys.dek());
    }

    private static void check(JsonNode v, String field, Key key) {
        if (v.has(field)) {
            assertThat(revealed(key)).isEqualTo(octets(v, field));
        }
        if (v.has("kcv_" + field)) {
            assertThat(key.checkValue()).isEqualTo(octets(v, "kcv_" + field));
        }
    }

    private static void sessionKeys(JsonNode v) {
        Key key = key(v, "static_key", "88");
        Scp03.Session session = Scp03.Session.derive(new ChannelKeys(key, key, key), octets(v, "context"));
        check(v, "session_enc", "kcv_enc", session.enc());
        check(v, "session_mac", "kcv_mac", session.mac());
        check(v, "session_rmac", "kcv_rmac", session.rmac());
    }

    private static void check(JsonNode v, String field, String kcv, Key key) {
        assertThat(revealed(key)).isEqualTo(octets(v, field));
        assertThat(key.checkValue()).isEqualTo(octets(v, kcv));
    }

    private static SecureChannel open(JsonNode v) throws ChannelException {
        InitializeUpdateResponse response = InitializeUpdateResponse.decode(octets(v, "initialize_update_response"))
                .success()
                .orElseThrow();
        String type = response.protocol() == 2 ? "80" : "88";
        ChannelKeys keys =
                new ChannelKeys(key(v, "static_enc", type), key(v, "static_mac", type), key(v, "static_dek", type));
        SecurityLevel level = SecurityLevel.of(
                        Integer.parseInt(v.get("security_level").asText(), 16))
                .orElseThrow();
        return SecureChannel.open(keys, octets(v, "host_challenge"), response, level);
    }

    private static CommandApdu apdu(Octets octets) {
        return CommandApdu.decode(octets).success().orElseThrow();
    }

    private static Octets octets(JsonNode v, String field) {
        return Octets.hex(v.get(field).asText());
    }

    private static Key key(JsonNode v, String field, String type) {
        return Key.hex(
                type.equals("88") ? KeyType.AES : KeyType.TRIPLE_DES,
                v.get(field).asText());
    }

    private static Octets revealed(Key key) {
        return Octets.copyOf(key.value().reveal());
    }
}
