// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.inspect.KeyOptions;
import org.otagateway.gateway.inspect.ShownKeys;
import org.otagateway.gateway.inspect.StoredKeys;
import org.otagateway.gateway.store.StoreException;
import org.otagateway.gateway.store.StoreLook;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.gateway.vault.VaultException;
import org.otagateway.gateway.wiring.Gateway;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.inspect.Field;
import org.otagateway.packet.inspect.Inspection;
import org.otagateway.packet.inspect.Inspector;
import org.otagateway.packet.inspect.KeyRing;
import org.otagateway.packet.inspect.Kind;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ResponseSecurity;
import org.otagateway.packet.secured.Spi;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The keys that {@code ./ota inspect} opens packets with, and what is known of responses. */
final class InspectOptions {
    private static final int MOST_SHOWN = 20;

    @Option(
            names = "--kic",
            paramLabel = "HEX",
            converter = Secret.class,
            description = "key that packets are ciphered with")
    @Nullable
    SecretOctets kic;

    @Option(names = "--kid", paramLabel = "HEX", converter = Secret.class, description = "key of checksums")
    @Nullable
    SecretOctets kid;

    @Option(
            names = "--alg",
            paramLabel = "ALG",
            converter = CardOptions.Algorithm.class,
            description = "what --kic and --kid are for: aes, 3des, des; where it is not said each that fits is tried")
    @Nullable
    KeyType algorithm;

    @Option(
            names = "--key-version",
            paramLabel = "N",
            description = "of --kic and --kid, 0 to 15; any where it is not said")
    int keyVersion = -1;

    @Option(names = "--cards", paramLabel = "CARDS.csv", description = "cards with keys; each is tried")
    private @Nullable Path cards;

    @Option(names = "--card", paramLabel = "ID", description = "ICCID or MSISDN of the one card of --cards to try")
    private @Nullable String card;

    @Option(names = "--profiles", paramLabel = "DIR", description = "card profiles, for cards whose row has no algN")
    private @Nullable Path profiles;

    @Option(
            names = "--spi",
            paramLabel = "HHHH",
            converter = SpiConverter.class,
            description = "SPI of the command that responses answer; found out where it is not said")
    @Nullable
    Spi spi;

    @Option(names = "--show-keys", description = "show the keys of the command line and of --cards, on stderr")
    private boolean showKeys;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "gateway.yaml: keys of a card of its store, never shown")
    private @Nullable Path config;

    @Option(names = "--iccid", paramLabel = "ICCID", description = "the card of --config")
    private @Nullable String iccid;

    @Option(names = "--msisdn", paramLabel = "MSISDN", description = "the card of --config")
    private @Nullable String msisdn;

    private KeyRing ring = KeyRing.EMPTY;
    /** Those of them that the person gave. */
    private KeyRing given = KeyRing.EMPTY;

    private boolean rowsRefused;

    /** Hexadecimal that no message repeats. */
    static final class Secret implements ITypeConverter<SecretOctets> {
        @Override
        public SecretOctets convert(String text) {
            try {
                return SecretOctets.hex(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("a key: " + e.getMessage());
            }
        }
    }

    /** Four hexadecimal digits of an SPI. */
    static final class SpiConverter implements ITypeConverter<Spi> {
        @Override
        public Spi convert(String text) {
            try {
                return Spi.hex(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected an SPI such as 1639, got '" + text + "'");
            }
        }
    }

    /** The label of a kind. */
    static final class KindConverter implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String text) {
            return Kind.ofLabel(text)
                    .filter(kind -> kind != Kind.UNKNOWN)
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + Arrays.stream(Kind.values())
                                    .filter(kind -> kind != Kind.UNKNOWN)
                                    .map(Kind::label)
                                    .collect(Collectors.joining(", "))
                            + ", got '" + text + "'"));
        }
    }

    Inspector inspector(boolean thorough, Consumer<String> tell) {
        List<KeyRing.Holder> holders = new ArrayList<>();
        if (keyVersion < -1 || keyVersion > 15) {
            throw new UserError("--key-version: expected 0 to 15, got " + keyVersion);
        }
        if (kic != null || kid != null) {
            try {
                holders.addAll(KeyOptions.given(kic, kid, algorithm, keyVersion));
            } catch (IllegalArgumentException e) {
                throw new UserError("--kic, --kid: " + e.getMessage(), e);
            }
        }
        if (cards != null) {
            holders.addAll(KeyOptions.cards(cards, profiles, card, row -> {
                rowsRefused = true;
                tell.accept(row);
            }));
        }
        given = new KeyRing(holders);
        holders.addAll(stored());
        ring = new KeyRing(holders);
        Inspector inspector = new Inspector(ring, thorough);
        if (spi != null) {
            inspector.expect(expected(spi));
        }
        return inspector;
    }

    /** Whether a row of --cards was no card. */
    boolean rowsRefused() {
        return rowsRefused;
    }

    private List<KeyRing.Holder> stored() {
        String wanted = iccid != null ? iccid : msisdn;
        if (config == null) {
            if (wanted != null) {
                throw new UserError("--iccid, --msisdn: expected --config FILE with it; for --cards it is --card");
            }
            return List.of();
        }
        if (wanted == null || (iccid != null && msisdn != null)) {
            throw new UserError("--config: expected one of --iccid and --msisdn with it");
        }
        GatewayConfig settings = GatewayConfig.read(config, System.getenv());
        if (!settings.store().exists()) {
            throw new UserError(config + ": store: expected a store that is there, got '"
                    + settings.store().place() + "'");
        }
        try (Gateway gateway = Gateway.open(settings, settings.loadProfiles(), System.getenv())) {
            return StoredKeys.of(gateway.store(), gateway.vault(), wanted, settings::international);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.IN_USE) {
                throw e;
            }
            return beside(settings, wanted);
        }
    }

    /** Keys need no owner: a daemon goes on meanwhile. */
    private static List<KeyRing.Holder> beside(GatewayConfig settings, String wanted) {
        try (StoreLook look = StoreLook.open(settings.store())) {
            Vault vault = Vault.look(look, settings.rootKeyFile(), System.getenv());
            return StoredKeys.of(look, vault, wanted, settings::international);
        } catch (VaultException e) {
            throw new OutsideFault(String.valueOf(e.getMessage()), e);
        }
    }

    private List<ResponseSecurity> expected(Spi asked) {
        Set<Integer> versions = new LinkedHashSet<>();
        ring.holders().forEach(holder -> holder.keys().all().forEach(set -> versions.add(set.version())));
        if (versions.isEmpty()) {
            versions.add(1);
        }
        return versions.stream()
                .map(version -> ResponseSecurity.of(asked, Kic.implicit(version), Kid.implicit(version)))
                .toList();
    }

    /** A command among the messages says what security the responses behind it have. */
    void pair(Inspector inspector, Inspection inspection) {
        if (spi != null) {
            return;
        }
        inspection.root().find("command packet").ifPresent(command -> {
            Field asked = command.find("SPI").orElse(null);
            Field cipher = command.find("KIc").orElse(null);
            Field check = command.find("KID").orElse(null);
            if (asked != null && cipher != null && check != null) {
                Spi.decode(asked.octets())
                        .success()
                        .ifPresent(known -> inspector.expect(List.of(ResponseSecurity.of(
                                known,
                                new Kic(cipher.octets().get(0)),
                                new Kid(check.octets().get(0))))));
            }
        });
    }

    /** Keys that the person gave, on demand; never one of a store. */
    void showKeys(Consumer<String> tell) {
        if (!showKeys) {
            return;
        }
        List<String> lines = ShownKeys.lines(given);
        lines.stream().limit(MOST_SHOWN).forEach(tell);
        if (lines.size() > MOST_SHOWN) {
            tell.accept("and " + (lines.size() - MOST_SHOWN) + " more: choose a card with --card");
        }
    }
}
