// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.CapFile;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LoadCommand;
import org.otagateway.packet.globalplatform.LoadFile;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.RamCommand;

final class LoadPlanTest {
    private static final int OCTETS = 8300;

    private static LoadApplet load(int octets, boolean replace) {
        return load(CapFiles.ofCode(octets), replace);
    }

    private static LoadApplet load(byte[] file, boolean replace) {
        CapFile cap = CapFile.decode(Octets.copyOf(file)).success().orElseThrow();
        LoadContent content = new LoadContent(
                cap.load().aid(),
                cap.applets(),
                new LoadFile(List.of(), cap.code()),
                null,
                Octets.EMPTY,
                Octets.EMPTY,
                Octets.EMPTY);
        List<AppletInstance> instances = cap.applets().stream()
                .map(applet ->
                        new AppletInstance(applet, applet, true, Privileges.NONE, AppletParameters.NONE, Octets.EMPTY))
                .toList();
        return new LoadApplet(content, instances, replace);
    }

    private static Plan plan(LoadApplet load, Rooms room) throws CompileException {
        return PlanCompiler.compile(List.of(load), null, NoValues.INSTANCE, room, FileCommand.UICC);
    }

    private static List<RamCommand> commands(Step step) {
        List<RamCommand> commands = new ArrayList<>();
        for (String apdu : step.apdus()) {
            CommandApdu command = CommandApdu.decode(Octets.hex(apdu)).success().orElseThrow();
            RamCommand.decode(command).success().ifPresent(commands::add);
        }
        return commands;
    }

    private static List<LoadCommand> blocks(Plan plan) {
        return plan.steps().stream()
                .flatMap(step -> commands(step).stream())
                .filter(LoadCommand.class::isInstance)
                .map(LoadCommand.class::cast)
                .toList();
    }

    private static int script(Step step, ScriptFormat format) {
        int content = step.apdus().stream()
                .mapToInt(apdu -> ScriptSize.ofCommand(format, apdu.length() / 2))
                .sum();
        return ScriptSize.ofScript(format, content);
    }

    /** The steps in the order in which they run where all goes well. */
    private static List<Step> way(Plan plan) {
        List<Step> way = new ArrayList<>();
        for (int at = 0; at != StepRule.END; at = plan.step(at).rule().next()) {
            way.add(plan.step(at));
        }
        return way;
    }

    @ParameterizedTest
    @CsvSource({
        "7, COMPACT",
        "7, EXPANDED_DEFINITE",
        "7, EXPANDED_INDEFINITE",
        "2, COMPACT",
        "2, EXPANDED_DEFINITE",
        "3, COMPACT",
        "5, COMPACT"
    })
    void aLoadTakesAtMostATenthMoreShortMessagesThanTheLeastPossible(int parts, ScriptFormat format)
            throws CompileException {
        Rooms room = new Rooms(parts, format);
        LoadApplet load = load(OCTETS, false);
        int messages = way(plan(load, room)).stream()
                .mapToInt(step -> room.messages(script(step, format)))
                .sum();
        // not even the header of a command, nor that of a packet behind the first short message, is counted
        int perMessage = room.octets(0) / parts;
        int octets = load.content().file().encode().length();
        int least = (octets + perMessage - 1) / perMessage;
        assertThat(messages).as("least %d", least).isLessThanOrEqualTo(least * 11 / 10);
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void theBlocksInOrderAreTheLoadFile(ScriptFormat format) throws CompileException {
        LoadApplet load = load(OCTETS, false);
        List<LoadCommand> blocks = blocks(plan(load, new Rooms(7, format)));
        Octets together = Octets.EMPTY;
        for (int i = 0; i < blocks.size(); i++) {
            assertThat(blocks.get(i).number()).isEqualTo(i);
            assertThat(blocks.get(i).last()).isEqualTo(i == blocks.size() - 1);
            together = Octets.concat(together, blocks.get(i).block());
        }
        assertThat(together).isEqualTo(load.content().file().encode());
    }

    @ParameterizedTest
    @EnumSource(ScriptFormat.class)
    void everyPacketButTheLastOfALoadIsFullToItsLastOctets(ScriptFormat format) throws CompileException {
        Rooms room = new Rooms(7, format);
        List<Step> packets = way(plan(load(OCTETS, false), room)).stream()
                .filter(step -> commands(step).stream().anyMatch(LoadCommand.class::isInstance))
                .toList();
        for (Step packet : packets.subList(0, packets.size() - 1)) {
            // less than the shortest LOAD would take is left
            assertThat(script(packet, format)).isBetween(room.octets(0) - 9, room.octets(0));
        }
    }

    @Test
    void theFirstPacketInstallsForLoadAndLoadsAndTheLastLoadsAndInstalls() throws CompileException {
        List<Step> way = way(plan(load(OCTETS, false), new Rooms(7, ScriptFormat.COMPACT)));
        assertThat(commands(way.get(0))).hasSize(1).first().isInstanceOf(GetStatus.class);
        assertThat(commands(way.get(1)).get(0)).isInstanceOf(InstallCommand.ForLoad.class);
        assertThat(commands(way.get(1)).get(1)).isInstanceOf(LoadCommand.class);
        List<RamCommand> last = commands(way.get(way.size() - 2));
        assertThat(last.get(0)).isInstanceOf(LoadCommand.class);
        assertThat(last.get(last.size() - 1)).isInstanceOf(InstallCommand.ForInstall.class);
        assertThat(commands(way.get(way.size() - 1))).hasSize(1).first().isInstanceOf(GetStatus.class);
        assertThat(way.get(1).name()).matches("INSTALL \\[for load], LOAD 1–\\d of \\d\\d");
        assertThat(way.get(way.size() - 2).name()).endsWith("INSTALL [for install]");
    }

    @Test
    void whatIsForgottenIsDeletedAndLoadedAgainAndWhatIsRefusedIsCleanedUp() throws CompileException {
        Plan plan = plan(load(2000, false), new Rooms(7, ScriptFormat.COMPACT));
        List<Step> way = way(plan);
        for (Step step : way.subList(1, way.size())) {
            Step recovery = plan.step(step.rule().recovery());
            assertThat(commands(recovery)).containsExactly(new DeleteCommand.OfObject(Aid.hex(CapFiles.PACKAGE), true));
            assertThat(recovery.rule().next()).isEqualTo(1);
            assertThat(recovery.rule().endsFailed()).isFalse();
            Step cleanup = plan.step(step.rule().cleanup());
            assertThat(commands(cleanup)).containsExactly(new DeleteCommand.OfObject(Aid.hex(CapFiles.PACKAGE), true));
            Step gone = plan.step(cleanup.rule().next());
            assertThat(gone.goal()).isInstanceOf(Absent.class);
            assertThat(gone.rule().next()).isEqualTo(StepRule.END);
            assertThat(List.of(cleanup.rule().endsFailed(), gone.rule().endsFailed()))
                    .containsOnly(true);
        }
    }

    @Test
    void whatWasOnTheCardBeforeIsNeverDeleted() throws CompileException {
        Step before =
                way(plan(load(2000, false), new Rooms(7, ScriptFormat.COMPACT))).get(0);
        assertThat(before.goal()).isInstanceOf(Absent.class);
        assertThat(before.rule().cleanup()).isEqualTo(StepRule.NONE);
        assertThat(before.rule().recovery()).isEqualTo(StepRule.NONE);
    }

    @Test
    void whatIsReplacedIsDeletedFirst() throws CompileException {
        Plan plan = plan(load(2000, true), new Rooms(7, ScriptFormat.COMPACT));
        assertThat(commands(plan.step(0))).containsExactly(new DeleteCommand.OfObject(Aid.hex(CapFiles.PACKAGE), true));
        assertThat(plan.step(1).rule().recovery()).isZero();
        assertThat(plan.step(0).rule().next()).isEqualTo(1);
    }

    @Test
    void onlyPacketsOfTheLoadItselfAreNotRepeated() throws CompileException {
        Plan plan = plan(load(2000, false), new Rooms(7, ScriptFormat.COMPACT));
        for (Step step : plan.steps()) {
            boolean loads = step.goal() instanceof Loaded;
            assertThat(step.rule().repeatable()).as(step.name()).isEqualTo(!loads);
            assertThat(step.rule().selfProving()).as(step.name()).isEqualTo(loads);
        }
    }

    @Test
    void eachInstanceIsProven() throws CompileException {
        List<Step> way = way(plan(load(CapFiles.withTwoApplets(1000), false), new Rooms(7, ScriptFormat.COMPACT)));
        assertThat(way.subList(way.size() - 2, way.size()))
                .extracting(step -> ((Registered) step.goal()).aid().toString())
                .containsExactly(CapFiles.APPLET, CapFiles.SECOND_APPLET);
    }

    @Test
    void aPackageWithoutAppletsIsProvenItself() throws CompileException {
        List<Step> way = way(plan(load(CapFiles.library(1000), false), new Rooms(2, ScriptFormat.COMPACT)));
        assertThat(((Registered) way.get(way.size() - 1).goal()).aid()).isEqualTo(Aid.hex(CapFiles.PACKAGE));
    }

    @Test
    void whatFollowsALoadBeginsAfterItsProof() throws CompileException {
        LoadApplet load = load(1000, false);
        ManagementCommand lock = new ManagementCommand(
                "lock", org.otagateway.packet.globalplatform.SetStatus.lock(Aid.hex(CapFiles.APPLET)));
        Plan plan = PlanCompiler.compile(
                List.of(load, lock), null, NoValues.INSTANCE, new Rooms(7, ScriptFormat.COMPACT), FileCommand.UICC);
        List<Step> way = way(plan);
        assertThat(way.get(way.size() - 1).apdus()).containsExactly("80f0408008" + CapFiles.APPLET);
        assertThat(way.get(way.size() - 2).goal()).isInstanceOf(Registered.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 23000", "2, 57000", "7, 60000", "7, 64500"})
    void aLongFileIsCutIntoNoMoreThan256Blocks(int parts, int octets) throws CompileException {
        List<LoadCommand> blocks = blocks(plan(load(octets, false), new Rooms(parts, ScriptFormat.COMPACT)));
        assertThat(blocks).hasSizeLessThanOrEqualTo(256);
        assertThat(blocks.stream().mapToInt(block -> block.block().length()).sum())
                .isEqualTo(octets + (octets < 0x100 ? 3 : 4));
    }

    @Test
    void whatTheRouteCannotCarryIn256BlocksIsRefused() {
        assertThatThrownBy(() -> plan(load(30000, false), new Rooms(1, ScriptFormat.COMPACT)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("a load file that 256 blocks of 98 octets hold, got 30004 octets");
    }
}
