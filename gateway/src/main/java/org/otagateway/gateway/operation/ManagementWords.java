// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.globalplatform.RamCommand;
import org.otagateway.packet.globalplatform.SetStatus;
import org.otagateway.packet.globalplatform.StoreData;
import org.otagateway.packet.globalplatform.TokenCommand;
import org.otagateway.packet.keys.KeyRole;

/** The words of remote applet management in a job file. */
final class ManagementWords {
    private static final int MOST_FILTER = 16;
    private static final int MOST_KEY_NUMBER = 0x7F;
    private static final int MOST_VERSION = 15;
    private static final Map<String, GetStatus.Subset> SUBSETS = ordered(List.of(
            Map.entry("applications", GetStatus.Subset.APPLICATIONS),
            Map.entry("packages", GetStatus.Subset.LOAD_FILES),
            Map.entry("packages-and-modules", GetStatus.Subset.LOAD_FILES_AND_MODULES),
            Map.entry("issuer-security-domain", GetStatus.Subset.ISSUER_SECURITY_DOMAIN)));
    private static final Map<String, PutKey.LengthForm> FORMS = ordered(
            List.of(Map.entry("bare", PutKey.LengthForm.BARE), Map.entry("counted", PutKey.LengthForm.COUNTED)));
    private static final Map<String, KeyRole> ROLES = ordered(
            List.of(Map.entry("kic", KeyRole.KIC), Map.entry("kid", KeyRole.KID), Map.entry("kik", KeyRole.KIK)));
    private static final Map<String, StoreData.Structure> STRUCTURES = ordered(List.of(
            Map.entry("none", StoreData.Structure.NONE_SAID),
            Map.entry("dgi", StoreData.Structure.DGI),
            Map.entry("ber-tlv", StoreData.Structure.BER_TLV)));
    private static final Map<String, StoreData.Ciphering> CIPHERINGS = ordered(List.of(
            Map.entry("none", StoreData.Ciphering.NONE_SAID),
            Map.entry("by-application", StoreData.Ciphering.BY_APPLICATION),
            Map.entry("ciphered", StoreData.Ciphering.CIPHERED)));

    private ManagementWords() {}

    static List<Word> all() {
        return List.of(
                new Word(LoadApplet.WORD, (node, context) -> AppletYaml.load(node), ManagementJson::load),
                new Word(InstallApplet.WORD, (node, context) -> AppletYaml.install(node), InstallApplet::fromJson),
                command("make-selectable", ManagementWords::makeSelectable),
                command("delete", ManagementWords::delete),
                command("lock", node -> status(node, true)),
                command("unlock", node -> status(node, false)),
                command("get-status", ManagementWords::getStatus),
                command("extradite", ManagementWords::extradite),
                command("registry-update", ManagementWords::registryUpdate),
                new Word(StoreBlocks.STORE_DATA, (node, context) -> store(node, null), StoreBlocks::fromJson),
                new Word(StoreBlocks.PERSONALIZE, (node, context) -> personalize(node), StoreBlocks::fromJson),
                new Word(PutKeys.WORD, (node, context) -> putKeys(node), PutKeys::fromJson),
                new Word(ChangeKeys.WORD, (node, context) -> changeKeys(node), ChangeKeys::fromJson));
    }

    private static Word command(String word, Function<YamlNode, ? extends RamCommand> reader) {
        return new Word(
                word,
                (node, context) -> new ManagementCommand(word, AppletYaml.checked(node, () -> reader.apply(node))),
                json -> ManagementCommand.fromJson(word, json));
    }

    private static RamCommand makeSelectable(YamlNode node) {
        if (node instanceof YamlScalar aid) {
            return new InstallCommand.ForMakeSelectable(
                    aid.parse(Aid::hex), Privileges.NONE, Octets.EMPTY, Octets.EMPTY);
        }
        YamlMap map = node.asMap();
        Aid application = AppletYaml.aid(map, "application");
        Privileges privileges = AppletYaml.privileges(map);
        return withToken(
                map, new InstallCommand.ForMakeSelectable(application, privileges, parameters(map), Octets.EMPTY));
    }

    private static RamCommand delete(YamlNode node) {
        if (node instanceof YamlScalar aid) {
            return new DeleteCommand.OfObject(aid.parse(Aid::hex), false);
        }
        YamlMap map = node.asMap();
        OptionalInt version = number(map, "key-version");
        OptionalInt identifier = number(map, "key-identifier");
        if (version.isPresent() || identifier.isPresent()) {
            map.noOtherKeys();
            return new DeleteCommand.OfKey(identifier, version);
        }
        Aid aid = map.optionalScalar("aid")
                .orElseThrow(() -> map.fault("the key aid, key-version or key-identifier"))
                .parse(Aid::hex);
        return withToken(map, new DeleteCommand.OfObject(aid, AppletYaml.flag(map, "related", false)));
    }

    private static OptionalInt number(YamlMap map, String key) {
        return map.optionalScalar(key)
                .map(scalar -> OptionalInt.of(scalar.integer(1, MOST_KEY_NUMBER)))
                .orElse(OptionalInt.empty());
    }

    private static RamCommand status(YamlNode node, boolean lock) {
        if (node instanceof YamlScalar scalar) {
            return scalar.anyText().equals("card") ? ofCard(lock) : ofApplication(scalar.parse(Aid::hex), lock);
        }
        YamlMap map = node.asMap();
        Optional<YamlScalar> domain = map.optionalScalar("security-domain");
        Aid application = domain.isPresent() ? domain.get().parse(Aid::hex) : AppletYaml.aid(map, "application");
        map.noOtherKeys();
        return domain.isPresent()
                ? new SetStatus(
                        SetStatus.Target.SECURITY_DOMAIN_AND_APPLICATIONS,
                        lock ? LifeCycleState.LOCKED.code() : 0,
                        application)
                : ofApplication(application, lock);
    }

    private static SetStatus ofApplication(Aid application, boolean lock) {
        return lock ? SetStatus.lock(application) : SetStatus.unlock(application);
    }

    private static SetStatus ofCard(boolean lock) {
        LifeCycleState state = lock ? LifeCycleState.CARD_LOCKED : LifeCycleState.SECURED;
        return new SetStatus(SetStatus.Target.CARD, state.code(), null);
    }

    private static RamCommand getStatus(YamlNode node) {
        if (node instanceof YamlScalar subset) {
            return new GetStatus(subset.oneOf(SUBSETS), false, Octets.EMPTY, Octets.EMPTY);
        }
        YamlMap map = node.asMap();
        GetStatus.Subset subset = map.scalar("of").oneOf(SUBSETS);
        Octets filter = map.optionalScalar("aid")
                .map(scalar -> ToolkitYaml.octets(scalar, MOST_FILTER))
                .orElse(Octets.EMPTY);
        map.noOtherKeys();
        return new GetStatus(subset, false, filter, Octets.EMPTY);
    }

    /** The word for a part of the registry. */
    static String subsetWord(GetStatus.Subset subset) {
        return SUBSETS.entrySet().stream()
                .filter(entry -> entry.getValue() == subset)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    private static RamCommand extradite(YamlNode node) {
        YamlMap map = node.asMap();
        return withToken(
                map,
                new InstallCommand.ForExtradition(
                        AppletYaml.aid(map, "to"), AppletYaml.aid(map, "application"), parameters(map), Octets.EMPTY));
    }

    private static RamCommand registryUpdate(YamlNode node) {
        YamlMap map = node.asMap();
        Privileges privileges = map.optional("privileges").isPresent() ? AppletYaml.privileges(map) : null;
        return withToken(
                map,
                new InstallCommand.ForRegistryUpdate(
                        AppletYaml.optionalAid(map, "to"),
                        AppletYaml.optionalAid(map, "application"),
                        privileges,
                        parameters(map),
                        Octets.EMPTY));
    }

    private static Octets parameters(YamlMap map) {
        return map.optionalScalar("parameters")
                .map(scalar -> ToolkitYaml.octets(scalar, 0xFF))
                .orElse(Octets.EMPTY);
    }

    private static TokenCommand withToken(YamlMap map, TokenCommand unsigned) {
        Octets token = TokenYaml.read(map, "", () -> unsigned);
        map.noOtherKeys();
        return unsigned.withToken(token);
    }

    private static StoreBlocks personalize(YamlNode node) {
        return store(node, AppletYaml.aid(node.asMap(), "application"));
    }

    private static StoreBlocks store(YamlNode node, @Nullable Aid application) {
        YamlMap map = node.asMap();
        StoreBlocks store = new StoreBlocks(
                application,
                map.optionalScalar("structure")
                        .map(scalar -> scalar.oneOf(STRUCTURES))
                        .orElse(StoreData.Structure.NONE_SAID),
                map.optionalScalar("ciphering")
                        .map(scalar -> scalar.oneOf(CIPHERINGS))
                        .orElse(StoreData.Ciphering.NONE_SAID),
                map.scalar("data").parse(ScriptTemplate::parse));
        map.noOtherKeys();
        return store;
    }

    private static PutKeys putKeys(YamlNode node) {
        YamlMap map = node.asMap();
        int version = map.scalar("version").integer(1, MOST_VERSION);
        List<KeyRole> roles = roles(map);
        PutKeys put = new PutKeys(
                version,
                roles,
                map.optionalScalar("replace")
                        .map(scalar -> scalar.integer(0, MOST_KEY_NUMBER))
                        .orElse(0),
                number(map, "identifier").orElse(identifier(roles.get(0))),
                number(map, "new-version").orElse(version),
                form(map));
        map.noOtherKeys();
        return put;
    }

    /** The keys of one PUT KEY get identifiers one after another. */
    private static List<KeyRole> roles(YamlMap map) {
        Optional<YamlNode> list = map.optional("keys");
        if (list.isEmpty()) {
            return List.copyOf(ROLES.values());
        }
        List<KeyRole> roles = new ArrayList<>();
        for (YamlNode node : list.get().asList().nodes()) {
            KeyRole role = node.asScalar().oneOf(ROLES);
            if (!roles.isEmpty() && identifier(role) != identifier(roles.get(roles.size() - 1)) + 1) {
                throw node.asScalar().wrong("kic, kid and kik in this order, and none between left out");
            }
            roles.add(role);
        }
        if (roles.isEmpty()) {
            throw list.get().fault("kic, kid or kik");
        }
        return roles;
    }

    /** The identifiers of the keys for SCP80 (TS 102 226 clause 8.2.1.5). */
    private static int identifier(KeyRole role) {
        return switch (role) {
            case KIC -> 1;
            case KID -> 2;
            case KIK -> 3;
        };
    }

    private static ChangeKeys changeKeys(YamlNode node) {
        YamlMap map = node.asMap();
        ChangeKeys change = new ChangeKeys(
                map.scalar("to").integer(1, MOST_VERSION),
                AppletYaml.flag(map, "delete-old", false),
                map.optionalScalar("generate")
                        .map(scalar -> scalar.parse(GeneratedKeys::ofLabel))
                        .orElse(null),
                form(map));
        map.noOtherKeys();
        return change;
    }

    private static PutKey.LengthForm form(YamlMap map) {
        return map.optionalScalar("length").map(scalar -> scalar.oneOf(FORMS)).orElse(PutKey.LengthForm.COUNTED);
    }

    private static <T> Map<String, T> ordered(List<Map.Entry<String, T>> entries) {
        Map<String, T> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }
}
