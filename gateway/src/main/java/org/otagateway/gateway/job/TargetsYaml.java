// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardFilter;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.gateway.input.YamlFile;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.gateway.outcome.Outcome;

/** The {@code targets} of a job file. */
public final class TargetsYaml {
    private static final int MAX = 128;

    private TargetsYaml() {}

    /**
     * Reads the map alone, as it comes beside a job file.
     *
     * @param file what faults call it
     * @throws UserError where something of it is wrong
     */
    public static Targets read(String file, String text) {
        return read(YamlFile.read(file, text, variable -> variable));
    }

    static Targets read(YamlMap yaml) {
        CardFilter filter = filter(yaml);
        Optional<YamlScalar> job = yaml.optionalScalar("job");
        Set<Outcome> outcomes =
                yaml.optional("outcomes").map(TargetsYaml::outcomes).orElse(job.isPresent() ? Targets.USUAL : Set.of());
        yaml.noOtherKeys();
        try {
            @Nullable String name = job.map(scalar -> scalar.text(MAX)).orElse(null);
            return new Targets(
                    filter, name, outcomes, job.map(TargetsYaml::place).orElse("targets"));
        } catch (IllegalArgumentException e) {
            throw yaml.optional("outcomes").orElse(yaml).fault(Expectation.of(e));
        }
    }

    private static CardFilter filter(YamlMap yaml) {
        Optional<YamlScalar> profile = yaml.optionalScalar("profile");
        Optional<YamlScalar> msisdn = yaml.optionalScalar("msisdn");
        CardFilter.@Nullable Iccids iccid = yaml.optionalScalar("iccid")
                .map(scalar -> scalar.parse(CardFilter.Iccids::parse))
                .orElse(null);
        boolean neverReached =
                yaml.optionalScalar("never-reached").map(YamlScalar::bool).orElse(false);
        try {
            return new CardFilter(
                    profile.map(scalar -> scalar.text(MAX)).orElse(null),
                    iccid,
                    msisdn.map(scalar -> scalar.text(MAX)).orElse(null),
                    null,
                    neverReached);
        } catch (IllegalArgumentException e) {
            YamlScalar wrong =
                    String.valueOf(e.getMessage()).startsWith("profile") ? profile.orElseThrow() : msisdn.orElseThrow();
            throw wrong.wrong(Expectation.of(e));
        }
    }

    private static Set<Outcome> outcomes(YamlNode node) {
        if (!(node instanceof YamlList list)) {
            return node.asScalar().parse(Outcome::parse);
        }
        List<String> words = new ArrayList<>();
        for (YamlNode word : list.nodes()) {
            word.asScalar().parse(Outcome::parse);
            words.add(word.asScalar().anyText());
        }
        if (words.isEmpty()) {
            throw list.fault("one outcome at least");
        }
        return Outcome.parse(String.join(",", words));
    }

    /** File, line and field, as faults name them. */
    private static String place(YamlScalar scalar) {
        String fault = String.valueOf(scalar.wrong("").getMessage());
        return fault.substring(0, fault.lastIndexOf(": expected"));
    }
}
