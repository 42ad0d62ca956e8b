// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.files.FileCommand;

/** What commands and packets the words of a script come to. */
class CompileTest {
    private static final String SELECT_SPN = "00a4080c047fff6f46";
    private static final String SPN = "004f70657261746f72ffffffffffffffff";

    @Test
    void aScriptOfApdusIsOneStepAsItStands() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(10), Map.of("spn", "AB"), """
                - 00A40004026F46
                - 00D6000001${spn}
                """);

        assertThat(plan.size()).isEqualTo(1);
        assertThat(plan.step(0).apdus()).containsExactly("00A40004026F46", "00D6000001AB");
        assertThat(plan.step(0).rule()).isEqualTo(StepRule.LAST);
        assertThat(plan.step(0).goal()).isEqualTo(new Executed(2, ExpectedStatusWords.defaultFor(0)));
    }

    @Test
    void aFileIsSelectedOnceInAPacket() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(200), Map.of(), """
                - update-binary: {file: EF.SPN, value: Operator}
                - update-binary: {file: EF.SPN, data: 02, offset: 0}
                """);

        assertThat(plan.size()).isEqualTo(1);
        assertThat(plan.step(0).apdus()).containsExactly(SELECT_SPN, "00d6000011" + SPN, "00d600000102");
        assertThat(plan.step(0).name()).isEqualTo("update-binary EF.SPN");
        assertThat(plan.step(0).rule()).isEqualTo(StepRule.LAST.asRepeatable());
    }

    @Test
    void aReadEndsItsPacketInTheCompactFormat() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(200), Map.of(), """
                - read-binary: EF.SPN
                - read-binary: EF.IMSI
                """);

        assertThat(plan.steps())
                .extracting(Step::apdus)
                .containsExactly(List.of(SELECT_SPN, "00b0000011"), List.of("00a4080c047fff6f07", "00b0000009"));
        assertThat(plan.step(0).rule().next()).isEqualTo(1);
        assertThat(plan.step(1).rule().next()).isEqualTo(StepRule.END);
    }

    @Test
    void readsShareAPacketInTheExpandedFormat() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(200, ScriptFormat.EXPANDED_DEFINITE), Map.of(), """
                - read-binary: EF.SPN
                - read-binary: EF.IMSI
                """);

        assertThat(plan.size()).isEqualTo(1);
        assertThat(plan.step(0).apdus()).containsExactly(SELECT_SPN, "00b0000011", "00a4080c047fff6f07", "00b0000009");
    }

    @Test
    void aLongUpdateIsCutAndTheFileSelectedInEachPacket() throws CompileException {
        Plan plan = Scripts.compile(
                Scripts.room(60),
                Map.of("content", "11".repeat(100)),
                "- update-binary: {file: 7FFF/6F99, data: \"${content}\"}");

        // 60 - 9 (SELECT) - 5 (header) = 46 octets in a packet.
        assertThat(plan.steps())
                .extracting(Step::apdus)
                .containsExactly(
                        List.of("00a4080c047fff6f99", "00d600002e" + "11".repeat(46)),
                        List.of("00a4080c047fff6f99", "00d6002e2e" + "11".repeat(46)),
                        List.of("00a4080c047fff6f99", "00d6005c08" + "11".repeat(8)));
    }

    @Test
    void anUpdateIsCutAtTheLengthOfACommand() throws CompileException {
        Plan plan = Scripts.compile(
                Scripts.room(700),
                Map.of(),
                "- update-binary: {file: 2F99, offset: 255, data: \"" + "22".repeat(300) + "\"}");

        assertThat(plan.size()).isEqualTo(1);
        assertThat(plan.step(0).apdus())
                .containsExactly("00a4000c022f99", "00d600ffff" + "22".repeat(255), "00d601fe2d" + "22".repeat(45));
    }

    @Test
    void aSimSelectsFromTheMasterFileDownAndOnlyWhatChanges() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(200), FileCommand.SIM, Map.of(), """
                - update-binary: {file: EF.SPN, value: Operator}
                - update-binary: {file: EF.PLMNsel, value: 262-01}
                """);

        assertThat(plan.step(0).apdus())
                .containsExactly(
                        "a0a40000023f00",
                        "a0a40000027f20",
                        "a0a40000026f46",
                        "a0d6000011" + SPN,
                        "a0a40000026f30",
                        "a0d6000018" + "62f210" + "ff".repeat(21));
        assertThat(plan.step(0).goal()).isEqualTo(new Executed(6, ExpectedStatusWords.defaultFor(0xA0)));
    }

    @Test
    void anAdfThatWasLeftIsSelectedAgain() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(200), Map.of(), """
                - update-binary: {file: MF/2F99, data: 00}
                - update-binary: {file: EF.SPN, data: 00}
                """);

        assertThat(plan.step(0).apdus())
                .containsExactly(
                        "00a4080c022f99", "00d600000100", "00a4040c07a0000000871002", SELECT_SPN, "00d600000100");
    }

    @Test
    void theAdfOfAnotherApplicationIsSelectedInEachPacket() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(200), Map.of(), """
                - select: ADF.ISIM
                - read-binary: {file: 7FFF/6F02, length: 4}
                - read-binary: {file: 7FFF/6F03, length: 4}
                - read-binary: {file: EF.SPN, length: 4}
                """);

        assertThat(plan.steps())
                .extracting(Step::apdus)
                .containsExactly(
                        List.of("00a4040c07a0000000871004", "00a4080c047fff6f02", "00b0000004"),
                        List.of("00a4040c07a0000000871004", "00a4080c047fff6f03", "00b0000004"),
                        List.of("00a4040c07a0000000871002", SELECT_SPN, "00b0000004"));
    }

    @Test
    void anAdfThatIsSelectedStillIsNotSelectedAgain() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(200), Map.of(), """
                - update-binary: {file: ADF.ISIM/6F02, data: 00}
                - select: ADF.ISIM
                - update-binary: {file: 7FFF/6F02, data: 00}
                - update-binary: {file: 7FFF/6F03, data: 00}
                """);

        assertThat(plan.step(0).apdus())
                .containsExactly(
                        "00a4040c07a0000000871004",
                        "00a4080c047fff6f02",
                        "00d600000100",
                        "00a4040c07a0000000871004",
                        "00a4080c047fff6f02",
                        "00d600000100",
                        "00a4080c047fff6f03",
                        "00d600000100");
    }

    @Test
    void aValueOfAColumnThatDoesNotFitNamesTheColumn() {
        assertThatThrownBy(() -> Scripts.compile(
                        Scripts.room(200),
                        Map.of("name", "A very long name of an operator"),
                        "- update-binary: {file: EF.SPN, value: \"${name}\"}"))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("name: expected 1 to 16 octets")
                .hasMessageEndingWith("got A very long name of an operator");
    }

    @Test
    void apdusAmongWordsKeepTheirFileAndStayTogether() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(32), Map.of(), """
                - select: EF.SPN
                - 00D60000020001
                - 00D60002020001
                - update-binary: {file: EF.SPN, data: 0102030405060708}
                """);

        assertThat(plan.steps())
                .extracting(Step::apdus)
                .containsExactly(
                        List.of(SELECT_SPN, "00d60000020001", "00d60002020001"),
                        List.of(SELECT_SPN, "00d60000080102030405060708"));
        assertThat(plan.step(0).rule().repeatable()).isFalse();
        assertThat(plan.step(1).rule().repeatable()).isTrue();
    }
}
