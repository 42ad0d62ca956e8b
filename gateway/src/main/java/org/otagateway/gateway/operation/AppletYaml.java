// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.CapFile;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.LoadFile;
import org.otagateway.packet.globalplatform.LoadFileHash;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.SystemParameters;

/** Reads packages and instances of a job file; each fault is a {@link UserError} with its line. */
final class AppletYaml {
    private static final int MOST_PARAMETERS = 255;
    private static final int MOST_SIGNATURE = 255;

    private AppletYaml() {}

    /** {@code load-applet}: a file name, or a map. */
    static LoadApplet load(YamlNode node) {
        if (node instanceof YamlScalar file) {
            CapFile cap = cap(file);
            return checked(
                    node,
                    () -> new LoadApplet(
                            new LoadContent(
                                    cap.load().aid(),
                                    cap.applets(),
                                    new LoadFile(List.of(), cap.code()),
                                    null,
                                    Octets.EMPTY,
                                    Octets.EMPTY,
                                    Octets.EMPTY),
                            usual(node, cap),
                            false));
        }
        YamlMap map = node.asMap();
        YamlScalar file = map.scalar("file");
        CapFile cap = cap(file);
        LoadContent content = content(map, file, cap);
        boolean replace = flag(map, "replace", false);
        List<AppletInstance> instances = instances(map, cap);
        map.noOtherKeys();
        Set<Aid> different = instances.stream().map(AppletInstance::application).collect(Collectors.toSet());
        if (different.size() != instances.size()) {
            throw map.required("instances").fault("each instance under an AID of its own");
        }
        return new LoadApplet(content, instances, replace);
    }

    private static CapFile cap(YamlScalar file) {
        return CapFile.decode(Octets.copyOf(file.file())).fold(cap -> cap, bad -> {
            throw file.wrong(wellFormed(bad));
        });
    }

    private static String wellFormed(Malformed bad) {
        return "a CAP file (" + bad.describe() + ")";
    }

    private static LoadContent content(YamlMap map, YamlScalar file, CapFile cap) {
        Aid domain = optionalAid(map, "security-domain");
        Optional<YamlNode> daps = map.optional("dap");
        Optional<LoadFileHash> named = map.optionalScalar("hash").map(scalar -> scalar.oneOf(hashes()));
        boolean wanted = named.isPresent()
                || daps.isPresent()
                || map.optional("load-token").isPresent()
                || TokenYaml.isMade(map, "load-");
        Octets hash = wanted ? named.orElse(LoadFileHash.SHA_1).of(cap.code()) : Octets.EMPTY;
        Octets parameters = loadParameters(map);
        LoadFile loadFile = checked(
                file, () -> new LoadFile(daps.map(node -> daps(node, hash)).orElse(List.of()), cap.code()));
        Octets token = TokenYaml.read(
                map,
                "load-",
                () -> new InstallCommand.ForLoad(cap.load().aid(), domain, hash, parameters, Octets.EMPTY));
        return checked(
                map, () -> new LoadContent(cap.load().aid(), cap.applets(), loadFile, domain, hash, parameters, token));
    }

    private static Octets loadParameters(YamlMap map) {
        SystemParameters memory = ToolkitYaml.loadMemory(map);
        Optional<YamlScalar> raw = map.optionalScalar("load-parameters");
        if (memory != null && raw.isPresent()) {
            throw raw.get().fault("either load-memory or load-parameters");
        }
        return memory != null
                ? InstallParameters.forLoad(memory)
                : raw.map(scalar -> ToolkitYaml.octets(scalar, MOST_PARAMETERS)).orElse(Octets.EMPTY);
    }

    private static List<LoadFile.Dap> daps(YamlNode node, Octets hash) {
        List<LoadFile.Dap> daps = new ArrayList<>();
        for (YamlNode entry : node.asList().nodes()) {
            YamlMap map = entry.asMap();
            Aid domain = aid(map, "security-domain");
            Optional<YamlScalar> signature = map.optionalScalar("signature");
            Optional<YamlScalar> key = map.optionalScalar("key");
            Optional<YamlScalar> scheme = map.optionalScalar("scheme");
            if (signature.isPresent() == key.isPresent()) {
                throw map.fault("either signature or key");
            }
            daps.add(checked(
                    entry,
                    () -> key.isPresent()
                            ? LoadFile.Dap.signed(domain, hash, TokenYaml.key(key.get(), scheme))
                            : new LoadFile.Dap(domain, ToolkitYaml.octets(signature.orElseThrow(), MOST_SIGNATURE))));
            map.noOtherKeys();
        }
        return daps;
    }

    /** The instances: in a list, or one whose keys stand beside the file. */
    private static List<AppletInstance> instances(YamlMap map, CapFile cap) {
        Optional<YamlNode> list = map.optional("instances");
        if (list.isEmpty()) {
            return cap.applets().isEmpty()
                    ? List.of()
                    : List.of(instance(map, cap.load().aid(), cap.applets()));
        }
        List<AppletInstance> instances = new ArrayList<>();
        for (YamlNode node : list.get().asList().nodes()) {
            YamlMap one = node.asMap();
            instances.add(instance(one, cap.load().aid(), cap.applets()));
            one.noOtherKeys();
        }
        return instances;
    }

    private static List<AppletInstance> usual(YamlNode node, CapFile cap) {
        if (cap.applets().isEmpty()) {
            return List.of();
        }
        Aid applet = onlyApplet(node, cap.applets());
        return List.of(new AppletInstance(applet, applet, true, Privileges.NONE, AppletParameters.NONE, Octets.EMPTY));
    }

    private static Aid onlyApplet(YamlNode node, List<Aid> applets) {
        if (applets.size() != 1) {
            throw node.fault("the key module, one of the applets in the CAP file: " + names(applets));
        }
        return applets.get(0);
    }

    private static String names(List<Aid> applets) {
        return applets.stream().map(Aid::toString).collect(Collectors.joining(", "));
    }

    /** {@code install}. */
    static InstallApplet install(YamlNode node) {
        YamlMap map = node.asMap();
        Aid loadFile = aid(map, "package");
        aid(map, "module");
        AppletInstance instance = instance(map, loadFile, null);
        map.noOtherKeys();
        return new InstallApplet(loadFile, instance);
    }

    /**
     * An instance.
     *
     * @param applets in the package, null where they are not known
     */
    private static AppletInstance instance(YamlMap map, Aid loadFile, @Nullable List<Aid> applets) {
        Optional<YamlScalar> written = map.optionalScalar("module");
        Aid module = written.map(scalar -> scalar.parse(Aid::hex))
                .orElseGet(() -> onlyApplet(map, applets == null ? List.of() : applets));
        if (applets != null && !applets.contains(module)) {
            throw written.orElseThrow().wrong("one of the applets in the CAP file: " + names(applets));
        }
        Aid named = optionalAid(map, "application");
        Aid application = named == null ? module : named;
        boolean selectable = flag(map, "selectable", true);
        Privileges privileges = privileges(map);
        AppletParameters parameters = new ToolkitYaml(map).read();
        if (TokenYaml.isMade(map, "") && !parameters.columns().isEmpty()) {
            throw map.required("token-key").fault("no column in the parameters where a token is made");
        }
        AppletInstance unsigned =
                new AppletInstance(module, application, selectable, privileges, parameters, Octets.EMPTY);
        Octets token = TokenYaml.read(map, "", () -> command(map, unsigned, loadFile));
        AppletInstance instance = new AppletInstance(module, application, selectable, privileges, parameters, token);
        if (parameters.columns().isEmpty()) {
            command(map, instance, loadFile);
        }
        return instance;
    }

    /** The command where nothing of it is a card's own. */
    private static InstallCommand.ForInstall command(YamlMap map, AppletInstance instance, Aid loadFile) {
        try {
            return instance.command(loadFile, NoValues.INSTANCE);
        } catch (CompileException e) {
            throw map.optionalScalar(e.field())
                    .map(scalar -> scalar.wrong(e.expected()))
                    .orElseGet(() -> map.fault(e.expected()));
        }
    }

    static Privileges privileges(YamlMap map) {
        Set<Privilege> all = new TreeSet<>();
        for (YamlNode node :
                map.optional("privileges").map(list -> list.asList().nodes()).orElse(List.of())) {
            YamlScalar label = node.asScalar();
            all.add(Privilege.ofLabel(label.anyText())
                    .orElseThrow(() -> label.wrong("a privilege: "
                            + java.util.Arrays.stream(Privilege.values())
                                    .map(Privilege::label)
                                    .collect(Collectors.joining(", ")))));
        }
        return new Privileges(all);
    }

    static Aid aid(YamlMap map, String key) {
        return map.scalar(key).parse(Aid::hex);
    }

    static @Nullable Aid optionalAid(YamlMap map, String key) {
        return map.optionalScalar(key).map(scalar -> scalar.parse(Aid::hex)).orElse(null);
    }

    static boolean flag(YamlMap map, String key, boolean usual) {
        return map.optionalScalar(key).map(YamlScalar::bool).orElse(usual);
    }

    /** What {@code maker} makes; a value out of its range is a fault of {@code node}. */
    static <T> T checked(YamlNode node, java.util.function.Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            String expected = String.valueOf(e.getMessage());
            throw node instanceof YamlScalar scalar ? scalar.wrong(expected) : node.fault(expected);
        }
    }

    private static Map<String, LoadFileHash> hashes() {
        Map<String, LoadFileHash> hashes = new LinkedHashMap<>();
        for (LoadFileHash hash : LoadFileHash.values()) {
            hashes.put(hash.label(), hash);
        }
        return hashes;
    }
}
