// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.SystemParameters;
import org.otagateway.packet.globalplatform.ToolkitParameters;
import org.otagateway.packet.globalplatform.ToolkitParameters.MenuEntry;
import org.otagateway.packet.globalplatform.UiccParameters;
import org.otagateway.packet.secured.Tar;

/** Reads what an applet gets from the card: memory, toolkit and files, in the coding of the SIM (EF, CA) or the UICC (EA). */
final class ToolkitYaml {
    private static final int MOST_TEXT = 255;
    private static final int MOST_PRIORITY = 255;
    private static final int MOST_TIMERS = 8;
    private static final int MOST_CHANNELS = 7;
    private static final int MOST_SERVICES = 8;
    private static final int MOST_IDENTIFIER = 255;
    private static final int LOWEST_PRIORITY = 255;
    private static final int MINIMUM_SPI = 0x01;
    private static final Octets NO_FILES = Octets.of(0xFF);

    private final YamlMap instance;

    /** @param instance the map with the keys {@code memory} and {@code toolkit} */
    ToolkitYaml(YamlMap instance) {
        this.instance = instance;
    }

    AppletParameters read() {
        ScriptTemplate own = instance.optionalScalar("parameters")
                .map(scalar -> scalar.parse(ScriptTemplate::parse))
                .orElse(null);
        Optional<YamlMap> memory = instance.optional("memory").map(YamlNode::asMap);
        Optional<YamlMap> toolkit = instance.optional("toolkit").map(YamlNode::asMap);
        boolean sim = toolkit.flatMap(map -> map.optionalScalar("coding"))
                .map(coding -> coding.oneOf(Map.of("sim", true, "uicc", false)))
                .orElse(false);
        SystemParameters.SimToolkit simToolkit =
                sim ? toolkit.map(ToolkitYaml::simToolkit).orElse(null) : null;
        UiccParameters uicc = sim ? null : toolkit.map(ToolkitYaml::uicc).orElse(null);
        SystemParameters system = memory.isPresent() || simToolkit != null
                ? new SystemParameters(
                        OptionalInt.empty(), quota(memory, "non-volatile"), quota(memory, "volatile"), simToolkit)
                : null;
        memory.ifPresent(YamlMap::noOtherKeys);
        toolkit.ifPresent(YamlMap::noOtherKeys);
        return new AppletParameters(own, system, uicc);
    }

    /** The memory of a load, object EF; null where none is asked for. */
    static @Nullable SystemParameters loadMemory(YamlMap load) {
        Optional<YamlMap> memory = load.optional("load-memory").map(YamlNode::asMap);
        if (memory.isEmpty()) {
            return null;
        }
        SystemParameters parameters = new SystemParameters(
                quota(memory, "code"), quota(memory, "non-volatile"), quota(memory, "volatile"), null);
        memory.get().noOtherKeys();
        return parameters;
    }

    private static OptionalInt quota(Optional<YamlMap> memory, String key) {
        return memory.flatMap(map -> map.optionalScalar(key))
                .map(scalar -> OptionalInt.of(scalar.integer(0, Integer.MAX_VALUE)))
                .orElse(OptionalInt.empty());
    }

    private static SystemParameters.SimToolkit simToolkit(YamlMap map) {
        boolean tarsLeftOut =
                map.optionalScalar("tars-left-out").map(YamlScalar::bool).orElse(false);
        ToolkitParameters parameters = parameters(map);
        if (tarsLeftOut && !parameters.tars().isEmpty()) {
            throw map.required("tars").fault("no TARs where tars-left-out is true");
        }
        return new SystemParameters.SimToolkit(
                map.optionalScalar("access-domain")
                        .map(scalar -> octets(scalar, MOST_TEXT))
                        .orElse(NO_FILES),
                parameters,
                tarsLeftOut);
    }

    private static UiccParameters uicc(YamlMap map) {
        int services = number(map, "services", MOST_SERVICES, 0);
        return new UiccParameters(
                new UiccParameters.UiccToolkit(parameters(map), services),
                access(map, "access"),
                access(map, "administrative-access"));
    }

    private static List<UiccParameters.FileAccess> access(YamlMap map, String key) {
        List<UiccParameters.FileAccess> all = new ArrayList<>();
        for (YamlNode node : nodes(map, key)) {
            YamlMap one = node.asMap();
            Aid application = one.optionalScalar("application")
                    .map(scalar -> scalar.parse(Aid::hex))
                    .orElse(null);
            Octets domain = octets(one.scalar("domain"), MOST_TEXT);
            Octets authentication = one.optionalScalar("dap")
                    .map(scalar -> octets(scalar, MOST_TEXT))
                    .orElse(Octets.EMPTY);
            one.noOtherKeys();
            all.add(new UiccParameters.FileAccess(application, domain, authentication));
        }
        return all;
    }

    private static ToolkitParameters parameters(YamlMap map) {
        int longest = 0;
        List<MenuEntry> menu = new ArrayList<>();
        int limit = number(map, "text-length", MOST_TEXT, MOST_TEXT);
        List<YamlNode> entries = nodes(map, "menu");
        if (entries.size() > MOST_IDENTIFIER) {
            throw map.required("menu").fault("at most " + MOST_IDENTIFIER + " entries");
        }
        for (YamlNode node : entries) {
            YamlMap entry = node.asMap();
            menu.add(new MenuEntry(
                    number(entry, "position", MOST_IDENTIFIER, 0), number(entry, "id", MOST_IDENTIFIER, 0)));
            longest = Math.max(
                    longest,
                    entry.optionalScalar("text")
                            .map(text -> length(text, limit))
                            .orElse(0));
            entry.noOtherKeys();
        }
        List<Tar> tars = new ArrayList<>();
        for (YamlNode node : nodes(map, "tars")) {
            tars.add(node.asScalar().parse(Tar::hex));
        }
        boolean told = map.optionalScalar("text-length").isPresent();
        try {
            return new ToolkitParameters(
                    number(map, "priority", MOST_PRIORITY, LOWEST_PRIORITY),
                    number(map, "timers", MOST_TIMERS, 0),
                    told ? limit : longest,
                    menu,
                    number(map, "channels", MOST_CHANNELS, 0),
                    minimumSecurityLevel(map),
                    tars);
        } catch (IllegalArgumentException e) {
            throw map.fault("toolkit parameters (" + e.getMessage() + ")");
        }
    }

    /** Octets of a text on the card: one a character, or 80 and two a character. */
    private static int length(YamlScalar scalar, int limit) {
        String text = scalar.anyText();
        boolean plain = text.chars().allMatch(character -> character < 0x80);
        int length = plain ? text.length() : 1 + 2 * text.length();
        if (length > limit) {
            throw scalar.wrong("a text of at most " + limit + " octets (it has " + length + ")");
        }
        return length;
    }

    private static Octets minimumSecurityLevel(YamlMap map) {
        Optional<YamlScalar> spi = map.optionalScalar("minimum-spi");
        Optional<YamlScalar> raw = map.optionalScalar("minimum-security-level");
        if (spi.isPresent() && raw.isPresent()) {
            throw raw.get().fault("minimum-spi or minimum-security-level, not both");
        }
        return spi.map(scalar -> Octets.of(MINIMUM_SPI, scalar.octet()))
                .or(() -> raw.map(scalar -> octets(scalar, MOST_TEXT)))
                .orElse(Octets.EMPTY);
    }

    private static List<YamlNode> nodes(YamlMap map, String key) {
        return map.optional(key).map(node -> node.asList().nodes()).orElse(List.of());
    }

    private static int number(YamlMap map, String key, int most, int usual) {
        return map.optionalScalar(key).map(scalar -> scalar.integer(0, most)).orElse(usual);
    }

    /** Octets in hexadecimal, up to {@code most}. */
    static Octets octets(YamlScalar scalar, int most) {
        Octets octets = scalar.parse(Octets::hex);
        if (octets.length() > most) {
            throw scalar.wrong("at most " + most + " octets");
        }
        return octets;
    }
}
