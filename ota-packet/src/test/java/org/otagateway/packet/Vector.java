// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ResponseSecurity;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** One vector of ota-vectors.json. */
public record Vector(JsonNode json) {
    /** All 552. */
    public static List<Vector> all() {
        try (InputStream in = Objects.requireNonNull(Vector.class.getResourceAsStream("/ota-vectors.json"))) {
            List<Vector> vectors = new ArrayList<>();
            new ObjectMapper().readTree(in).get("vectors").forEach(json -> vectors.add(new Vector(json)));
            return vectors;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String text(String field) {
        return json.get(field).asText();
    }

    public String name() {
        return text("name");
    }

    public String kind() {
        return text("kind");
    }

    public boolean has(String field) {
        return json.has(field);
    }

    public Octets octets(String field) {
        return Octets.hex(text(field));
    }

    public List<Octets> list(String field) {
        List<Octets> list = new ArrayList<>();
        json.get(field).forEach(item -> list.add(Octets.hex(item.asText())));
        return list;
    }

    /** A field of {@code response_decoded} or another object. */
    public Octets octets(String object, String field) {
        return Octets.hex(json.get(object).get(field).asText());
    }

    public CommandHeader header() {
        Spi spi = Spi.hex(text("spi"));
        int checkLength = switch (spi.integrity()) {
            case NONE, DS -> 0;
            case RC, CC -> json.get("cc_length").asInt();
        };
        return new CommandHeader(spi, kic(), kid(), Tar.hex(text("tar")), checkLength);
    }

    /** The security of the response; in response vectors cc_length is that of the response. */
    public ResponseSecurity responseSecurity() {
        if (kind().equals("roundtrip")) {
            return header().responseSecurity();
        }
        Spi spi = Spi.hex(text("spi"));
        return new ResponseSecurity(
                spi.responseIntegrity(),
                spi.responseCiphered(),
                kic(),
                kid(),
                spi.responseIntegrity() == IntegrityMode.NONE
                        ? 0
                        : json.get("cc_length").asInt());
    }

    public Kic kic() {
        return new Kic(Integer.parseInt(text("kic"), 16));
    }

    public Kid kid() {
        return new Kid(Integer.parseInt(text("kid"), 16));
    }

    /** The keys that the settings use, of the type that the nibbles name. */
    public KeySets keys() {
        Spi spi = Spi.hex(text("spi"));
        boolean ciphers = spi.ciphered() || spi.responseCiphered();
        boolean checks = spi.integrity() == IntegrityMode.CC || spi.responseIntegrity() == IntegrityMode.CC;
        Key kic = ciphers ? key(kic().coding(), text("kic_key")) : null;
        Key kid = checks ? key(kid().coding(), text("kid_key")) : null;
        int kicVersion = kic().keyVersion();
        int kidVersion = kid().keyVersion();
        return kicVersion == kidVersion
                ? KeySets.of(KeySet.of(kicVersion, kic, kid))
                : KeySets.of(KeySet.of(kicVersion, kic, null), KeySet.of(kidVersion, null, kid));
    }

    private static @Nullable Key key(int coding, String hex) {
        if (hex.isEmpty()) {
            return null;
        }
        KeyType type = switch (coding) {
            case 2 -> KeyType.AES;
            case 5, 9 -> KeyType.TRIPLE_DES;
            default -> KeyType.DES;
        };
        return Key.hex(type, hex);
    }

    @Override
    public String toString() {
        return name();
    }
}
