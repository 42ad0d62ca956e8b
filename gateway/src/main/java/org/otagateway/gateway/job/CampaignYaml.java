// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.gateway.input.YamlList;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;

/** The {@code schedule} and {@code waves} of a job file, and what its {@code policy} says of the job beside others. */
final class CampaignYaml {
    private CampaignYaml() {}

    /** @param policy may hold other keys, too */
    static Campaign read(YamlMap yaml, Optional<YamlMap> policy) {
        Schedule schedule = yaml.optional("schedule")
                .map(node -> ScheduleYaml.read(node.asMap()))
                .orElse(Schedule.ALWAYS);
        Priority priority = policy.flatMap(map -> map.optionalScalar("priority"))
                .map(word -> word.parse(Priority::ofLabel))
                .orElse(Priority.NORMAL);
        OptionalInt maxUnderWay = policy.flatMap(map -> map.optionalScalar("max-under-way"))
                .map(number -> OptionalInt.of(number.integer(1, Campaign.MOST_UNDER_WAY)))
                .orElse(OptionalInt.empty());
        Optional<YamlList> list = yaml.optional("waves").map(YamlNode::asList);
        List<Wave> waves = new ArrayList<>();
        list.ifPresent(nodes -> nodes.nodes().forEach(node -> waves.add(wave(node.asMap()))));
        if (list.isPresent() && waves.isEmpty()) {
            throw list.get().fault("a list of waves, of which the last has rest: true");
        }
        try {
            return new Campaign(schedule, priority, maxUnderWay, waves);
        } catch (IllegalArgumentException e) {
            throw list.<YamlNode>map(nodes -> nodes).orElse(yaml).fault(Expectation.of(e));
        }
    }

    private static Wave wave(YamlMap yaml) {
        Optional<YamlScalar> cards = yaml.optionalScalar("cards");
        Optional<YamlScalar> share = yaml.optionalScalar("share");
        Optional<YamlScalar> rest = yaml.optionalScalar("rest");
        long told =
                List.of(cards, share, rest).stream().filter(Optional::isPresent).count();
        if (told != 1 || (rest.isPresent() && !rest.get().bool())) {
            throw yaml.fault("one of cards: 10, share: 1% and rest: true");
        }
        Wave.Size size = cards.isPresent() ? Wave.Size.CARDS : share.isPresent() ? Wave.Size.SHARE : Wave.Size.REST;
        double amount = cards.map(number -> (double) number.integer(1, Integer.MAX_VALUE))
                .or(() -> share.map(CampaignYaml::percent))
                .orElse(0.0);
        Wave usual = Wave.REST;
        boolean spread = yaml.optionalScalar("spread").map(YamlScalar::bool).orElse(usual.spread());
        FailureLimit stop = yaml.optionalScalar("stop-after-failures")
                .map(limit -> limit.parse(FailureLimit::parse))
                .orElse(null);
        double done = yaml.optionalScalar("done").map(CampaignYaml::percent).orElse(usual.done());
        Duration pause = yaml.optionalScalar("wait").map(YamlScalar::duration).orElse(usual.pause());
        yaml.noOtherKeys();
        try {
            return new Wave(size, amount, spread, stop, done, pause);
        } catch (IllegalArgumentException e) {
            String field = String.valueOf(e.getMessage()).replaceFirst(":.*", "");
            throw yaml.scalar(field).wrong(Expectation.of(e));
        }
    }

    /** Above 0 up to 100. */
    private static double percent(YamlScalar scalar) {
        return scalar.parse(text -> {
            if (!text.matches("[0-9]{1,3}([.][0-9]{1,3})? ?%")) {
                throw new IllegalArgumentException("expected a percentage such as 5%");
            }
            return Double.parseDouble(text.replace("%", "").strip());
        });
    }
}
