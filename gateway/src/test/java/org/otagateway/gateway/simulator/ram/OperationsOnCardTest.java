// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.KicCoding;
import org.otagateway.gateway.card.KidCoding;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.input.YamlFile;
import org.otagateway.gateway.operation.CapFiles;
import org.otagateway.gateway.operation.CardValues;
import org.otagateway.gateway.operation.CompileException;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.PacketRoom;
import org.otagateway.gateway.operation.Plan;
import org.otagateway.gateway.operation.PlanCompiler;
import org.otagateway.gateway.operation.ScriptContext;
import org.otagateway.gateway.operation.ScriptYaml;
import org.otagateway.gateway.operation.Step;
import org.otagateway.gateway.operation.StepAnswer;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** What the words of scripts come to on a card, step by step, in the formats of scripts. */
class OperationsOnCardTest {
    private static final Aid PACKAGE = Aid.hex(CapFiles.PACKAGE);
    private static final Aid APPLET = Aid.hex(CapFiles.APPLET);
    private static final String DOMAIN = "a0000001515350410000000001020300";
    private static final Key NEW = Key.hex(KeyType.AES, "aa112233445566778899aabbccddeeff");
    private static final int MOST_STEPS = 2000;

    @TempDir
    Path folder;

    @BeforeEach
    void capFile() throws IOException {
        Files.write(folder.resolve("applet.cap"), CapFiles.ofCode(3000));
    }

    private record Room(ScriptFormat format, int octets) implements PacketRoom {
        @Override
        public int octets(int keyVersion) {
            return octets;
        }
    }

    /** A card with keys of versions 1 and 2 in the gateway. */
    private static final class Values implements CardValues {
        @Override
        public String column(String name) {
            throw new IllegalArgumentException(name + ": expected a value");
        }

        @Override
        public KeySet keys(int version) {
            return version == 1
                    ? new KeySet(1, RamCard.KIC, RamCard.KID, RamCard.KIK)
                    : new KeySet(version, NEW, NEW, NEW);
        }

        @Override
        public List<Integer> keyVersions() {
            return List.of(1);
        }
    }

    /** Walks through a plan as the gateway does, and is asked before and after each packet whether something happens. */
    private static final class Walk {
        private final RamCard card;
        private final ScriptFormat format;
        private final List<String> names = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String failure = "";
        private RandomGenerator resets = new Random(0);
        private double chance;

        Walk(RamCard card, ScriptFormat format) {
            this.card = card;
            this.format = format;
        }

        /** Follows the rules until the plan is at its end; whether it ended well. */
        boolean run(Plan plan) {
            int at = 0;
            for (int i = 0; i < MOST_STEPS; i++) {
                Step step = plan.step(at);
                names.add(step.name());
                Verdict verdict = step.goal().judge(answer(step));
                if (resets.nextDouble() < chance) {
                    card.content.reset();
                }
                StepRule rule = step.rule();
                int next;
                if (verdict instanceof Verdict.Reached reached) {
                    if (reached.note() != null) {
                        notes.add(reached.note());
                    }
                    if (rule.next() == StepRule.END) {
                        return !rule.endsFailed();
                    }
                    next = rule.next();
                } else if (verdict instanceof Verdict.Again again) {
                    failure = failure.isEmpty() ? again.why() : failure;
                    next = rule.recovery();
                } else {
                    failure = ((Verdict.Missed) verdict).why();
                    next = rule.cleanup();
                }
                if (next == StepRule.NONE) {
                    return false;
                }
                at = next;
            }
            throw new AssertionError("the plan does not end: " + names.subList(0, 20));
        }

        private StepAnswer answer(Step step) {
            RemoteApplets script = card.script();
            List<ResponseApdu> answers = new ArrayList<>();
            for (String apdu : step.apdus()) {
                ResponseApdu answer = script.execute(
                        CommandApdu.decode(Octets.hex(apdu)).success().orElseThrow());
                answers.add(answer);
                if (!answer.statusWord().letsScriptGoOn()) {
                    break;
                }
            }
            int executed = answers.size();
            return new StepAnswer(
                    executed,
                    format == ScriptFormat.COMPACT ? answers.subList(executed - 1, executed) : answers,
                    Octets.EMPTY,
                    null);
        }
    }

    private Plan plan(ScriptFormat format, String script) throws CompileException {
        Application application = new Application(
                "ram", Tar.hex("000000"), Spi.hex("1639"), 1, KicCoding.OF_KEY, KidCoding.OF_KEY, 8, format, "");
        String yaml = "script:\n" + script.indent(2);
        List<Operation> operations = ScriptYaml.read(
                        YamlFile.read(folder.resolve("job.yaml").toString(), yaml, UnaryOperator.identity())
                                .required("script")
                                .asList(),
                        ScriptContext.of(folder, List.of(application)))
                .stream()
                .map(ScriptYaml.Entry::operation)
                .toList();
        return PlanCompiler.compile(
                operations,
                ExpectedStatusWords.defaultFor(0x80),
                new Values(),
                new Room(format, 500),
                FileCommand.UICC);
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void aLoadedAppletIsInstalledProvenLockedAndDeleted(ScriptFormat format) throws CompileException {
        RamCard card = RamCard.standard();
        Walk load = new Walk(card, format);
        assertThat(load.run(plan(format, "- load-applet: applet.cap")))
                .as(load.failure)
                .isTrue();
        assertThat(load.notes).contains(APPLET + " is selectable");
        assertThat(card.content.snapshot().files()).containsExactly(PACKAGE);

        Walk use = new Walk(card, format);
        assertThat(use.run(plan(format, """
                        - lock: %1$s
                        - get-status: {of: applications, aid: %1$s}
                        - unlock: %1$s
                        - get-status: {of: applications, aid: %1$s}
                        - personalize: {application: %1$s, data: "8001020304"}
                        """.formatted(APPLET)))).as(use.failure).isTrue();
        assertThat(use.notes).containsExactly(APPLET + " locked", APPLET + " selectable");

        Walk delete = new Walk(card, format);
        assertThat(delete.run(plan(
                        format,
                        "- delete: {aid: " + PACKAGE + ", related: true}\n- get-status: {of: packages, aid: " + PACKAGE
                                + "}")))
                .as(delete.failure)
                .isTrue();
        assertThat(delete.notes).containsExactly("nothing of this kind is on the card");
        assertThat(card.content.snapshot().files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void aSecurityDomainTakesAnAppletInTwoSteps(ScriptFormat format) throws CompileException {
        RamCard card = RamCard.standard();
        Walk walk = new Walk(card, format);
        assertThat(walk.run(plan(format, """
                        - install: {package: a0000001515350, module: a000000151535041, application: %1$s, privileges: [security-domain]}
                        - load-applet: {file: applet.cap, instances: []}
                        - install: {package: %2$s, module: %3$s, selectable: false}
                        - make-selectable: %3$s
                        - extradite: {application: %3$s, to: %1$s}
                        - get-status: {of: applications, aid: %3$s}
                        """.formatted(DOMAIN, PACKAGE, APPLET))))
                .as(walk.failure)
                .isTrue();
        assertThat(walk.notes).contains(APPLET + " selectable");
        assertThat(card.operations).contains("extradite " + APPLET + " 9000");
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void aPackageThatIsThereIsLeftAsItIs(ScriptFormat format) throws CompileException {
        RamCard card = RamCard.standard();
        assertThat(new Walk(card, format).run(plan(format, "- load-applet: applet.cap")))
                .isTrue();
        Walk again = new Walk(card, format);
        assertThat(again.run(plan(format, "- load-applet: applet.cap"))).isFalse();
        assertThat(again.failure).contains("is on the card already");
        assertThat(again.names).hasSize(1);
        assertThat(card.content.snapshot().files()).containsExactly(PACKAGE);
        Walk replace = new Walk(card, format);
        assertThat(replace.run(plan(format, "- load-applet: {file: applet.cap, replace: true}")))
                .as(replace.failure)
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void aCardThatForgetsIsLoadedAllTheSame(ScriptFormat format) throws CompileException {
        for (int seed = 0; seed < 30; seed++) {
            RamCard card = RamCard.standard();
            Walk walk = new Walk(card, format);
            walk.resets = new Random(seed);
            walk.chance = 0.2;
            assertThat(walk.run(plan(format, "- load-applet: applet.cap")))
                    .as(walk.failure)
                    .isTrue();
            assertThat(card.content.snapshot().files()).containsExactly(PACKAGE);
        }
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void whatDoesNotFitIntoTheCardLeavesNothingBehind(ScriptFormat format) throws CompileException {
        RamCard card = new RamCard(new RamProfile(2000, List.of(), null));
        Walk walk = new Walk(card, format);
        assertThat(walk.run(plan(format, "- load-applet: applet.cap"))).isFalse();
        assertThat(walk.failure).contains("6a84");
        assertThat(walk.names.get(walk.names.size() - 1)).startsWith("clean-up: GET STATUS");
        assertThat(card.content.snapshot().files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void keysArePutListedAndSwitched(ScriptFormat format) throws CompileException {
        RamCard card = RamCard.standard();
        Walk walk = new Walk(card, format);
        Plan plan = plan(format, "- change-keys: {to: 2}");
        assertThat(walk.run(plan)).as(walk.failure).isTrue();
        assertThat(walk.names).containsExactly("PUT KEY version 2", "a packet under version 2");
        assertThat(card.keys.stored)
                .contains(new StoredKey(2, 1, NEW), new StoredKey(2, 2, NEW), new StoredKey(2, 3, NEW));
        // The answer was lost, and the keys are put once more.
        Walk again = new Walk(card, format);
        assertThat(again.run(plan)).as(again.failure).isTrue();
        assertThat(again.names).containsExactly("PUT KEY version 2", "GET DATA of the keys", "a trial of version 2");
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void keysThatACardRefusesEndTheChange(ScriptFormat format) throws CompileException {
        RamCard card = RamCard.standard();
        card.keys.hasKik = false;
        Walk walk = new Walk(card, format);
        assertThat(walk.run(plan(format, "- change-keys: {to: 2, delete-old: true}")))
                .isFalse();
        assertThat(walk.failure).startsWith("PUT KEY was refused: the card has no key version 2");
        assertThat(walk.names).doesNotContain("a packet under version 2", "a trial of version 2");
    }
}
