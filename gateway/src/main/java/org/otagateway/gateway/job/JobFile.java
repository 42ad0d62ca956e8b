// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.CardColumns;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.gateway.input.NamedFiles;
import org.otagateway.gateway.input.YamlFile;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.PlanCompiler;
import org.otagateway.gateway.operation.RawApdu;
import org.otagateway.gateway.operation.ScriptContext;
import org.otagateway.gateway.operation.ScriptYaml;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.secured.ResponseChannel;

/** A job file, read against the card profiles; every fault is a {@link UserError} with its line. */
public final class JobFile {
    private static final int MAX_NAME = 128;
    private static final int DEFAULT_CLA = 0x00;

    private final JobDefinition definition;
    private final List<ScriptYaml.Entry> script;
    private final @Nullable Targets targets;
    private final YamlMap yaml;

    private JobFile(YamlMap yaml, JobDefinition definition, List<ScriptYaml.Entry> script, @Nullable Targets targets) {
        this.yaml = yaml;
        this.definition = definition;
        this.script = script;
        this.targets = targets;
    }

    /**
     * Reads a job file and resolves its application for each card profile that has it.
     *
     * @param channel where the links want the proof of receipt, in place of what the SPI says; empty: as the SPI says
     */
    public static JobFile read(Path file, CardProfiles profiles, Optional<ResponseChannel> channel) {
        return read(file, NamedFiles.beside(file.toString()), profiles, channel);
    }

    /** The same for a file that came from elsewhere, with the files that it may name. */
    public static JobFile read(Path file, NamedFiles files, CardProfiles profiles, Optional<ResponseChannel> channel) {
        return of(YamlFile.read(file, files), file.toAbsolutePath().getParent(), profiles, channel);
    }

    private static JobFile of(
            YamlMap yaml, @Nullable Path folder, CardProfiles profiles, Optional<ResponseChannel> channel) {
        String name = yaml.scalar("name").text(MAX_NAME);
        Map<String, ResolvedApplication> applications = applications(yaml.scalar("application"), profiles, channel);
        List<Application> resolved = applications.values().stream()
                .map(ResolvedApplication::application)
                .toList();
        YamlList written = yaml.required("script").asList();
        List<ScriptYaml.Entry> script =
                ScriptYaml.read(written, new ScriptContext(folder == null ? Path.of("") : folder, resolved));
        List<Operation> operations =
                script.stream().map(ScriptYaml.Entry::operation).toList();
        requireSeveralPackets(written, operations, resolved);
        @Nullable ExpectedStatusWords expect = expect(yaml, operations, resolved);
        boolean repeatable =
                yaml.optionalScalar("repeatable").map(YamlScalar::bool).orElse(false);
        Optional<YamlMap> trying = yaml.optional("policy").map(YamlNode::asMap);
        Campaign campaign = CampaignYaml.read(yaml, trying);
        Policy policy = trying.map(JobFile::policy).orElse(Policy.DEFAULT);
        @Nullable
        Targets targets = yaml.optional("targets")
                .map(node -> TargetsYaml.read(node.asMap()))
                .orElse(null);
        yaml.noOtherKeys();
        JobDefinition definition = new JobDefinition(
                name,
                yaml.scalar("application").anyText(),
                operations,
                expect,
                repeatable,
                OptionalInt.empty(),
                policy,
                campaign,
                applications);
        requireRepeatable(yaml, definition);
        return new JobFile(yaml, definition, script, targets);
    }

    /** Where no card of any profile would refuse a second copy; single profiles are told with their rows. */
    private static void requireRepeatable(YamlMap yaml, JobDefinition definition) {
        if (definition.applications().values().stream().noneMatch(r -> definition.allows(r.application()))) {
            String expected = "repeatable: true, since with the counter setting of " + definition.applicationName()
                    + " a card may take a packet twice";
            throw yaml.optional("repeatable").orElse(yaml).fault(expected);
        }
    }

    private static Map<String, ResolvedApplication> applications(
            YamlScalar name, CardProfiles profiles, Optional<ResponseChannel> channel) {
        Map<String, ResolvedApplication> resolved = new TreeMap<>();
        Set<String> known = new TreeSet<>();
        profiles.all().forEach(profile -> {
            known.addAll(profile.applications().keySet());
            Application application = profile.applications().get(name.anyText());
            if (application != null) {
                resolved.put(
                        profile.name(),
                        new ResolvedApplication(
                                profile.name(),
                                channel.map(application::withResponseChannel).orElse(application),
                                profile.reading()));
            }
        });
        if (resolved.isEmpty()) {
            throw name.wrong("an application of the card profiles: " + String.join(", ", known));
        }
        return resolved;
    }

    /** A plan goes on from proofs, and each of its packets must run at most once; single cards are told with their rows. */
    private static void requireSeveralPackets(
            YamlList script, List<Operation> operations, List<Application> applications) {
        boolean possible = applications.stream().anyMatch(Application::carriesPlans);
        if (!possible && PlanCompiler.needsSeveralPackets(operations, applications)) {
            throw script.fault(
                    "words that come to one packet, or an application with counter setting 10 or 11 and a proof"
                            + " of receipt always");
        }
    }

    private static @Nullable ExpectedStatusWords expect(
            YamlMap yaml, List<Operation> script, List<Application> applications) {
        @Nullable YamlNode node = yaml.optional("expect").orElse(null);
        if (node == null) {
            return ExpectedStatusWords.defaultFor(lastClass(script.get(script.size() - 1), applications));
        }
        if (node instanceof YamlList list) {
            List<String> entries = new ArrayList<>();
            for (YamlNode entry : list.nodes()) {
                entry.asScalar().parse(text -> ExpectedStatusWords.parse(List.of(text)));
                entries.add(entry.asScalar().anyText());
            }
            if (entries.isEmpty()) {
                throw list.fault("a status word such as 9000 or 91xx, a list of them, or none");
            }
            return ExpectedStatusWords.parse(entries);
        }
        YamlScalar scalar = node.asScalar();
        return scalar.anyText().equals("none") ? null : scalar.parse(text -> ExpectedStatusWords.parse(List.of(text)));
    }

    private static int lastClass(Operation last, List<Application> applications) {
        if (last instanceof RawApdu apdu) {
            String digits = apdu.template().text();
            return digits.matches("[0-9A-Fa-f]{2}.*") ? Integer.parseInt(digits.substring(0, 2), 16) : DEFAULT_CLA;
        }
        boolean sim = applications.stream().anyMatch(application -> application.files() == FileCommand.SIM);
        return (sim ? FileCommand.SIM : FileCommand.UICC).cla();
    }

    private static Policy policy(YamlMap yaml) {
        Policy usual = Policy.DEFAULT;
        Policy policy;
        try {
            policy = new Policy(
                    yaml.optionalScalar("attempts").map(n -> n.integer(1, 100)).orElse(usual.attempts()),
                    yaml.optionalScalar("validity").map(YamlScalar::duration).orElse(usual.validity()),
                    yaml.optionalScalar("response").map(YamlScalar::duration).orElse(usual.response()),
                    yaml.optionalScalar("retry-after").map(YamlScalar::duration).orElse(usual.retryAfter()),
                    yaml.optionalScalar("expires").map(YamlScalar::duration).orElse(usual.expires()),
                    yaml.optionalScalar("restarts").map(n -> n.integer(0, 100)).orElse(usual.restarts()),
                    yaml.optionalScalar("rate")
                            .map(n -> OptionalInt.of(n.integer(1, 100_000)))
                            .orElse(usual.rate()),
                    yaml.optionalScalar("probe").map(YamlScalar::bool).orElse(usual.probe()),
                    yaml.optionalScalar("stop-after-failures")
                            .map(JobFile::percent)
                            .orElse(usual.stopAfterFailures()));
        } catch (IllegalArgumentException e) {
            String field = String.valueOf(e.getMessage()).replaceFirst(":.*", "");
            throw yaml.optionalScalar(field)
                    .map(scalar -> scalar.wrong(Expectation.of(e)))
                    .orElseGet(() -> yaml.fault(Expectation.of(e)));
        }
        yaml.noOtherKeys();
        return policy;
    }

    private static OptionalDouble percent(YamlScalar scalar) {
        if (scalar.anyText().equals("never")) {
            return OptionalDouble.empty();
        }
        if (!scalar.anyText().matches("[0-9]{1,3}([.][0-9]{1,3})? ?%")) {
            throw scalar.wrong("a percentage such as 5%, or never");
        }
        return OptionalDouble.of(
                Double.parseDouble(scalar.anyText().replace("%", "").strip()));
    }

    public JobDefinition definition() {
        return definition;
    }

    /**
     * Checks that the job is for all rows of its card file where it has waves.
     *
     * @throws UserError at its waves where it is not
     */
    public void requireWhole(boolean limited) {
        if (limited && !definition.campaign().waves().isEmpty()) {
            throw yaml.required("waves").fault("no --limit beside them, since they are parts of the whole card file");
        }
    }

    /**
     * Checks that the card file has each column that the script names. A secret may also come from the store.
     *
     * @throws UserError at the line of the script that names another
     */
    public void requireColumns(CardColumns columns) {
        requireColumns(columns.scriptColumns(), "columns of the card file");
    }

    /**
     * The same for other columns.
     *
     * @param expected what they are
     */
    public void requireColumns(Set<String> known, String expected) {
        for (ScriptYaml.Entry entry : script) {
            for (String column : entry.operation().columns()) {
                if (!known.contains(column) && !CardColumns.isSecret(column)) {
                    throw ScriptYaml.wrong(entry.written(), expected + " (" + column + " is none)");
                }
            }
        }
    }

    /** The cards of the store that the file is for; null where it wants a card file. */
    public @Nullable Targets targets() {
        return targets;
    }
}
