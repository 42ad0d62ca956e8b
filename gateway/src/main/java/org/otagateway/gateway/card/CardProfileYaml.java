// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.script.ScriptReading;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** Reads a card profile; every fault is a {@link UserError} with its line. */
final class CardProfileYaml {
    private static final int MAX_NAME = 64;

    private CardProfileYaml() {}

    static CardProfile read(String name, YamlMap yaml) {
        KeyType algorithm =
                yaml.optionalScalar("algorithm").map(CardProfileYaml::keyType).orElse(null);
        Map<Integer, KeyType> algorithms = new TreeMap<>();
        yaml.optional("algorithms")
                .map(YamlNode::asMap)
                .ifPresent(map -> map.all().forEach((version, node) -> {
                    algorithms.put(keyVersion(node, version), keyType(node.asScalar()));
                }));
        CardReading reading = reading(yaml);
        Map<String, Application> applications = new LinkedHashMap<>();
        yaml.required("applications")
                .asMap()
                .all()
                .forEach((key, node) -> applications.put(key, application(key, node.asMap())));
        yaml.noOtherKeys();
        try {
            return new CardProfile(name, algorithm, algorithms, reading, applications);
        } catch (IllegalArgumentException e) {
            throw fault(yaml, e);
        }
    }

    private static CardReading reading(YamlMap yaml) {
        CardReading usual = CardReading.DEFAULT;
        @Nullable
        YamlMap counter = yaml.optional("counter").map(YamlNode::asMap).orElse(null);
        CounterRule rule = usual.counterRule();
        boolean shared = usual.shared();
        Resync resync = usual.resync();
        if (counter != null) {
            rule = counter.optionalScalar("domain")
                    .map(word -> word.oneOf(CounterRule.byLabel()))
                    .orElse(rule);
            shared = counter.optionalScalar("shared").map(YamlScalar::bool).orElse(shared);
            resync = new Resync(
                    counter.optionalScalar("resync")
                            .map(word -> word.oneOf(Resync.Way.byLabel()))
                            .orElse(resync.way()),
                    counter.optionalScalar("leap")
                            .map(number -> number.integer(1, 1_000_000))
                            .orElse(resync.leap()),
                    counter.optionalScalar("jumps")
                            .map(number -> number.integer(1, 12))
                            .orElse(resync.jumps()));
            counter.noOtherKeys();
        }
        Set<Integer> refusedAfterCounter = usual.refusedAfterCounter();
        Set<Integer> replay = usual.replay();
        @Nullable YamlMap status = yaml.optional("status").map(YamlNode::asMap).orElse(null);
        if (status != null) {
            refusedAfterCounter = statuses(status, "refused-after-counter", refusedAfterCounter);
            replay = statuses(status, "replay", replay);
            status.noOtherKeys();
        }
        boolean wide = yaml.optionalScalar("concatenation")
                .map(bits -> bits.oneOf(Map.of("8", false, "16", true)))
                .orElse(usual.wideReference());
        boolean strict = yaml.optionalScalar("strict").map(YamlScalar::bool).orElse(usual.strict());
        try {
            return new CardReading(
                    rule, shared, resync, refusedAfterCounter, replay, memoryFull(yaml, usual), wide, strict);
        } catch (IllegalArgumentException e) {
            throw fault(status == null ? yaml : status, e);
        }
    }

    private static MemoryFull memoryFull(YamlMap yaml, CardReading usual) {
        @Nullable
        YamlMap full = yaml.optional("memory-full").map(YamlNode::asMap).orElse(null);
        if (full == null) {
            return usual.memoryFull();
        }
        Set<String> errors = full.optional("errors")
                .map(list -> {
                    Set<String> told = new TreeSet<>();
                    list.asList()
                            .nodes()
                            .forEach(node -> told.add(node.asScalar().text(MAX_NAME)));
                    return told;
                })
                .orElse(new TreeSet<>(usual.memoryFull().errors()));
        Set<Integer> statuses = statuses(full, "statuses", usual.memoryFull().statuses());
        full.noOtherKeys();
        try {
            return new MemoryFull(errors, statuses);
        } catch (IllegalArgumentException e) {
            throw fault(full, e);
        }
    }

    private static Set<Integer> statuses(YamlMap map, String key, Set<Integer> usual) {
        return map.optional(key)
                .map(list -> {
                    Set<Integer> statuses = new TreeSet<>();
                    list.asList().nodes().forEach(node -> {
                        int status = node.asScalar().octet();
                        if (status == 0) {
                            throw node.asScalar().wrong("a status other than 00, which refuses nothing");
                        }
                        statuses.add(status);
                    });
                    return statuses;
                })
                .orElse(usual);
    }

    private static Application application(String name, YamlMap yaml) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw yaml.fault("a name of 1 to " + MAX_NAME + " characters");
        }
        Tar tar = yaml.scalar("tar").parse(Tar::hex);
        Spi spi = yaml.scalar("spi").parse(text -> Spi.hex(text.replace(" ", "")));
        int keyVersion = yaml.scalar("key-version").integer(1, 15);
        KicCoding kic = yaml.optionalScalar("kic")
                .map(word -> word.oneOf(KicCoding.byLabel()))
                .orElse(KicCoding.OF_KEY);
        KidCoding kid = yaml.optionalScalar("kid")
                .map(word -> word.oneOf(KidCoding.byLabel()))
                .orElse(KidCoding.OF_KEY);
        int checkLength = yaml.optionalScalar("check-length")
                .map(length -> length.oneOf(Map.of("4", 4, "8", 8)))
                .orElse(8);
        ScriptFormat format = yaml.optionalScalar("format")
                .map(word -> word.oneOf(ScriptFormat.byLabel()))
                .orElse(ScriptFormat.COMPACT);
        String securityDomain = yaml.optionalScalar("security-domain")
                .map(text -> CardColumns.securityDomain(text))
                .orElse("");
        Optional<CommandApdu> refresh =
                yaml.optionalScalar("refresh").map(apdu -> apdu.parse(CardProfileYaml::command));
        yaml.noOtherKeys();
        try {
            return new Application(name, tar, spi, keyVersion, kic, kid, checkLength, format, securityDomain, refresh);
        } catch (IllegalArgumentException e) {
            throw fault(yaml, e);
        }
    }

    private static CommandApdu command(String digits) {
        ScriptReading reading = ScriptReading.compact(List.of(digits.replace(" ", "")));
        if (reading instanceof ScriptReading.Valid valid) {
            return valid.script().commands().get(0);
        }
        throw new IllegalArgumentException("expected an APDU ("
                + ((ScriptReading.Invalid) reading).faults().get(0).problem() + ")");
    }

    private static int keyVersion(YamlNode node, String version) {
        if (!version.matches("[1-9]|1[0-5]")) {
            throw node.fault("a key version from 1 to 15 as key");
        }
        return Integer.parseInt(version);
    }

    private static KeyType keyType(YamlScalar scalar) {
        return KeyType.ofLabel(scalar.anyText()).orElseThrow(() -> scalar.wrong("aes, 3des or des"));
    }

    private static UserError fault(YamlNode node, IllegalArgumentException e) {
        return node.fault(Expectation.of(e));
    }
}
