// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.simulator.CardBehaviour;
import org.otagateway.gateway.simulator.CardBehaviour.CounterDomain;
import org.otagateway.gateway.simulator.CardBehaviour.ReplayAnswer;
import org.otagateway.gateway.simulator.CardBehaviour.ResponsePadding;
import org.otagateway.gateway.simulator.CardMishaps;
import org.otagateway.gateway.simulator.CardProfile;
import org.otagateway.gateway.simulator.MinimumSecurity;
import org.otagateway.gateway.simulator.ram.RamProfile;
import org.otagateway.gateway.simulator.ram.RamProfile.NamedDomain;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.SignatureScheme;
import org.otagateway.packet.globalplatform.VerifyingKey;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.Tar;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the software UICCs: how they differ from a card that keeps to the standard. */
final class CardOptions {
    private static final String DEFAULT = " (default ${DEFAULT-VALUE})";

    @Option(
            names = "--algorithm",
            paramLabel = "ALG",
            converter = Algorithm.class,
            defaultValue = "aes",
            description = "aes, 3des or des: of keys whose algN says nothing" + DEFAULT)
    private KeyType algorithm = KeyType.AES;

    @Option(
            names = "--minimum-security",
            paramLabel = "HH",
            converter = Minimum.class,
            defaultValue = "00",
            description = "first octet of the weakest SPI that is taken, as 12: checksum, counter higher" + DEFAULT)
    private MinimumSecurity minimum = MinimumSecurity.NONE;

    @Option(
            names = "--replay",
            paramLabel = "ANSWER",
            defaultValue = "COUNTER_LOW",
            description = "answer to a counter that is too low: ${COMPLETION-CANDIDATES}" + DEFAULT)
    private ReplayAnswer replay = ReplayAnswer.COUNTER_LOW;

    @Option(
            names = "--padding",
            paramLabel = "KIND",
            defaultValue = "ZEROS",
            description = "padding of a PoR: ${COMPLETION-CANDIDATES}" + DEFAULT)
    private ResponsePadding padding = ResponsePadding.ZEROS;

    @Option(
            names = "--counter-domain",
            paramLabel = "DOMAIN",
            defaultValue = "KEY_VERSION",
            description = "what has a counter of its own: ${COMPLETION-CANDIDATES}" + DEFAULT)
    private CounterDomain domain = CounterDomain.KEY_VERSION;

    @Option(
            names = "--stores-unchecked-counter",
            description = "under counter setting 01 the card sets its counter from the packet's")
    private boolean storesUnchecked;

    @Option(names = "--no-reference-zero", description = "reference 0 is never put together")
    private boolean noReferenceZero;

    @Option(
            names = "--max-report",
            paramLabel = "N",
            defaultValue = "140",
            description = "octets that a DELIVER-REPORT takes, 16 to 159" + DEFAULT)
    private int maxReport;

    @Option(names = "--reports-error", description = "the terminal reports an error although the script ran")
    private boolean reportsError;

    @Option(names = "--exact-lengths", description = "READ RECORD of a part of the record gets 6Cxx")
    private boolean exactLengths;

    @Option(
            names = "--power-cut",
            paramLabel = "P",
            converter = Quantities.Probability.class,
            defaultValue = "0",
            description = "how likely a card loses power between storing the counter and running the script" + DEFAULT)
    private double powerCut;

    @Option(
            names = "--resets",
            paramLabel = "P",
            converter = Quantities.Probability.class,
            defaultValue = "0",
            description = "how likely a packet is followed by a reset of its card, which ends a load" + DEFAULT)
    private double resets;

    @Option(
            names = "--memory",
            paramLabel = "OCTETS",
            defaultValue = "262144",
            description = "memory of a card for packages and applications" + DEFAULT)
    private int memory;

    @Option(
            names = "--security-domain",
            paramLabel = "NAME=TAR",
            description = {
                "a security domain beside the issuer's, as bank=010203, with the keys",
                "of the columns NAME.kic1, … of CARDS.csv; may be repeated"
            })
    private Map<String, String> securityDomains = new LinkedHashMap<>();

    @Option(
            names = "--token-key",
            paramLabel = "FILE",
            description = "public key in PEM, RSA or EC: a load, an installation and the like need a token of it")
    private @Nullable Path tokenKey;

    @Option(
            names = "--token-scheme",
            paramLabel = "SCHEME",
            converter = Scheme.class,
            description = "rsa-sha-1, rsa-sha-256, rsa-pss-sha-256 or ecdsa (default by the kind of the key)")
    private @Nullable SignatureScheme tokenScheme;

    /** {@code aes}, {@code 3des}, {@code des}. */
    static final class Algorithm implements ITypeConverter<KeyType> {
        @Override
        public KeyType convert(String text) {
            return KeyType.ofLabel(text)
                    .orElseThrow(() -> new TypeConversionException("expected aes, 3des or des, got '" + text + "'"));
        }
    }

    /** As {@link SignatureScheme#label()}. */
    static final class Scheme implements ITypeConverter<SignatureScheme> {
        @Override
        public SignatureScheme convert(String text) {
            return SignatureScheme.ofLabel(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "expected rsa-sha-1, rsa-sha-256, rsa-pss-sha-256 or ecdsa, got '" + text + "'"));
        }
    }

    /** Two hexadecimal digits of an SPI. */
    static final class Minimum implements ITypeConverter<MinimumSecurity> {
        @Override
        public MinimumSecurity convert(String text) {
            try {
                return MinimumSecurity.hex(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("expected the first octet of an SPI such as 16, got '" + text + "'");
            }
        }
    }

    KeyType algorithm() {
        return algorithm;
    }

    CardMishaps mishaps() {
        return new CardMishaps(powerCut, resets);
    }

    /** @throws IllegalArgumentException where a value is out of its range; the message names it */
    CardProfile profile() {
        if (maxReport > 159) {
            throw new IllegalArgumentException("--max-report: expected 16 to 159, got " + maxReport);
        }
        return CardProfile.generic(
                        new CardBehaviour(
                                replay,
                                padding,
                                domain,
                                storesUnchecked,
                                !noReferenceZero,
                                maxReport,
                                reportsError,
                                exactLengths),
                        minimum)
                .with(ram());
    }

    private RamProfile ram() {
        if (memory < 0) {
            throw new IllegalArgumentException("--memory: expected 0 or more octets, got " + memory);
        }
        List<NamedDomain> domains = new ArrayList<>();
        securityDomains.forEach((name, tar) -> {
            if (!tar.matches("[0-9A-Fa-f]{6}")) {
                throw new IllegalArgumentException(
                        "--security-domain: expected NAME and a TAR such as bank=010203, got '" + name + "=" + tar
                                + "'");
            }
            domains.add(new NamedDomain(name, Tar.hex(tar)));
        });
        return new RamProfile(memory, domains, tokenKey == null ? null : tokenKey(tokenKey));
    }

    private VerifyingKey tokenKey(Path file) {
        try {
            VerifyingKey key = VerifyingKey.read(Octets.copyOf(Files.readAllBytes(file)));
            return tokenScheme == null ? key : key.with(tokenScheme);
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": " + e.getMessage());
        }
    }
}
