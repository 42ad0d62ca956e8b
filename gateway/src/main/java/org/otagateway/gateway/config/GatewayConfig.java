// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.input.InputFile;
import org.otagateway.gateway.input.YamlFile;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.gateway.store.NodeSettings;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.smpp.link.LinkSettings;

/**
 * The settings of a gateway. Paths in its file are relative to the file.
 *
 * @param store where the store is
 * @param rootKeyFile the file of the root key, where the environment does not hold it
 * @param http where the daemon listens
 * @param links the links to SMSCs, one at least, the preferred first
 * @param routes which links which packets take; what no rule fits takes the links in their order
 * @param answers by the names of links, where proofs of receipt come back on them, in place of what the SPIs of the profiles
 *     say; a link that is not there: as the SPIs say
 * @param retention how long details are kept
 * @param profiles the folder of the card profiles; null: the built-in profile alone
 */
public record GatewayConfig(
        StoreSettings store,
        Path rootKeyFile,
        HttpSettings http,
        List<LinkSettings> links,
        List<RouteRule> routes,
        Map<String, ResponseChannel> answers,
        RetentionSettings retention,
        @Nullable Path profiles) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^{}$]*)}");

    public GatewayConfig {
        links = List.copyOf(links);
        routes = List.copyOf(routes);
        answers = Map.copyOf(answers);
    }

    /** Where proofs of receipt come back where all links say the same; empty: as the SPIs say, or each link its own. */
    public Optional<ResponseChannel> responseChannel() {
        Optional<ResponseChannel> first =
                Optional.ofNullable(answers.get(links.get(0).name()));
        return linksAnswerAlike() ? first : Optional.empty();
    }

    /** Where proofs of receipt come back on a link that differs from others in it; null: as the SPIs say. */
    public @Nullable ResponseChannel answers(String link) {
        return linksAnswerAlike() ? null : answers.get(link);
    }

    /** The same for the link that such a packet takes while all are bound. */
    public @Nullable ResponseChannel answers(String msisdn, String profile, String job) {
        RouteRule rule = routes.stream()
                .filter(one -> one.fits(msisdn, profile, job))
                .findFirst()
                .orElseGet(() ->
                        RouteRule.all(links.stream().map(LinkSettings::name).toList()));
        return answers(rule.links().get(rule.first(msisdn)));
    }

    private boolean linksAnswerAlike() {
        return links.stream()
                        .map(link -> Optional.ofNullable(answers.get(link.name())))
                        .distinct()
                        .count()
                == 1;
    }

    /**
     * Reads gateway.yaml.
     *
     * @param environment where {@code ${NAME}} is looked up
     * @throws UserError where the file cannot be read or is wrong
     */
    public static GatewayConfig read(Path file, Map<String, String> environment) {
        Path directory =
                Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        YamlMap yaml = YamlFile.read(file.toString(), InputFile.text(file), text -> expanded(text, environment));
        return of(yaml, directory);
    }

    private static GatewayConfig of(YamlMap yaml, Path directory) {
        StoreSettings store = store(yaml, directory);
        Path rootKeyFile = yaml.optionalScalar("root-key-file")
                .map(scalar -> path(scalar, directory))
                .orElse(store.beside(".key"));
        HttpSettings http =
                yaml.optional("http").map(node -> http(node.asMap())).orElse(HttpSettings.DEFAULT);
        YamlList list = yaml.required("links").asList();
        List<LinkSettings> links = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Map<String, ResponseChannel> answers = new HashMap<>();
        for (YamlNode node : list.nodes()) {
            LinkYaml link = new LinkYaml(node.asMap(), directory);
            LinkSettings settings = link.read();
            if (!names.add(settings.name())) {
                throw node.asMap().scalar("name").wrong("a name that no other link has");
            }
            link.responseChannel().ifPresent(channel -> answers.put(settings.name(), channel));
            links.add(settings);
        }
        if (links.isEmpty()) {
            throw list.fault("at least one link");
        }
        List<RouteRule> routes = yaml.optional("routes")
                .map(node -> RouteYaml.read(node.asList(), names))
                .orElse(List.of());
        Path profiles = yaml.optionalScalar("profiles")
                .map(scalar -> path(scalar, directory))
                .orElse(null);
        RetentionSettings retention = yaml.optional("retention")
                .map(node -> RetentionSettings.read(node.asMap()))
                .orElse(RetentionSettings.DEFAULT);
        yaml.noOtherKeys();
        return new GatewayConfig(store, rootKeyFile, http, links, routes, answers, retention, profiles);
    }

    private static StoreSettings store(YamlMap yaml, Path directory) {
        YamlScalar url = yaml.scalar("store");
        boolean server = StoreSettings.isServer(url.anyText());
        // The URL of a server may hold a password.
        StoreSettings usual = (server ? url.secret() : url).parse(text -> StoreSettings.parse(text, directory));
        Optional<YamlNode> node = yaml.optional("node");
        NodeSettings shared = usual.node();
        if (node.isEmpty()) {
            return usual;
        }
        if (shared == null) {
            throw node.get().fault("node only with a store that gateways share, jdbc:postgresql://…");
        }
        YamlMap map = node.get().asMap();
        NodeSettings settings = new NodeSettings(
                shared.server(),
                map.optionalScalar("name")
                        .map(name -> name.parse(NodeSettings::requireName))
                        .orElse(shared.name()),
                map.optionalScalar("lease")
                        .map(lease -> lease.parse(text -> NodeSettings.requireLease(lease.duration())))
                        .orElse(shared.lease()));
        Path folder = map.optionalScalar("folder")
                .map(scalar -> path(scalar, directory))
                .orElse(usual.database().resolveSibling("."))
                .normalize();
        map.noOtherKeys();
        return StoreSettings.postgres(settings, folder);
    }

    private static HttpSettings http(YamlMap yaml) {
        HttpSettings settings = new HttpSettings(
                yaml.optionalScalar("host").map(host -> host.text(255)).orElse(HttpSettings.DEFAULT.host()),
                yaml.optionalScalar("port").map(port -> port.integer(0, 65_535)).orElse(HttpSettings.DEFAULT.port()));
        yaml.noOtherKeys();
        return settings;
    }

    private static Path path(YamlScalar scalar, Path directory) {
        try {
            return directory.resolve(scalar.text(4096)).normalize();
        } catch (InvalidPathException e) {
            throw scalar.wrong("a path");
        }
    }

    private static String expanded(String text, Map<String, String> environment) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (matcher.find()) {
            String value = environment.get(matcher.group(1));
            if (value == null) {
                throw new IllegalArgumentException("expected a variable that the environment has");
            }
            matcher.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(expanded).toString();
    }

    /** Reads the card profiles; a {@link UserError} where one is wrong. */
    public CardProfiles loadProfiles() {
        return CardProfiles.load(profiles);
    }

    /** Short messages of one packet that every link carries, 1 to 255. */
    public int maxParts() {
        return links.stream().mapToInt(LinkSettings::maxParts).min().orElseThrow();
    }

    /** A number as people write it, brought into the form in which the store keeps it. */
    public String international(String number) {
        return links.get(0).addressing().international(number);
    }
}
