// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.files.FileCommand;

/** The words of remote file management: how they are read, kept, and what commands they come to. */
class FileWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "- 00A40004026F46",
                "- select: EF.SPN",
                "- select: {aid: A0000000871002FF49}",
                "- select: ADF.USIM/6F46",
                "- read-binary: EF.SPN",
                "- read-binary: {file: 3F002FE2, offset: 2, length: 8}",
                "- update-binary: {file: EF.FPLMN, value: [262-01, 262-02]}",
                "- update-binary: {offset: 3, data: \"00${a}\", length: 4}",
                "- read-record: {file: EF.DIR, record: 1-3}",
                "- read-record: {file: DF.TELECOM/EF.ADN, record: 7, length: 30}",
                "- update-record: {file: EF.MSISDN, record: 1, length: 30, value: \"${number}; ${name}\"}",
                "- update-record: {record: 2, data: 00}",
                "- search-record: {file: EF.FDN, pattern: 9471, from: 2}",
                "- activate: EF.FDN",
                "- deactivate: {file: EF.FDN}",
                "- create-file: {file: 7F10/6F99, structure: transparent, size: 20, access: {file: 2F06, record: 3}}",
                "- create-file: {file: DF.TELECOM/6F98, structure: linear-fixed, records: 4, record-length: 30,"
                        + " access: {file: 6F06, record: 1}}",
                "- delete-file: DF.TELECOM/6F99",
                "- resize-file: {file: DF.TELECOM/6F99, size: 40}",
                "- verify-pin: adm1",
                "- verify-pin: {pin: pin2, reference: 82}",
                "- refresh: profile"
            })
    void anOperationLiesInTheStoreAndIsTheSameAgain(String script) throws JsonProcessingException {
        Operation operation = Scripts.read(FileCommand.UICC, script).get(0);

        String stored = OperationJson.write(operation).toString();

        assertThat(OperationJson.read(new JsonMapper().readTree(stored))).isEqualTo(operation);
        assertThat(operation.describe()).startsWith(operation.word());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- paint: EF.SPN | job.yaml:2: script[1].paint: expected one of the words select, read-binary",
                "- {select: EF.SPN, activate: EF.SPN} | job.yaml:2: script[1]: expected an APDU or one word",
                "- select: EF.NONE | job.yaml:2: script[1].select: expected a name such as EF.SPN",
                "- select: {aid: A000} | job.yaml:2: script[1].select.aid: expected 5 to 16 octets, got 'A000'",
                "- update-binary: {file: EF.SPN, value: An operator of renown} | job.yaml:2: script[1].update-binary.value:"
                        + " expected 1 to 16 octets",
                "- update-binary: {file: EF.SPN} | job.yaml:2: script[1].update-binary: expected either value (in words) or"
                        + " data (in hexadecimal)",
                "- update-binary: {file: EF.SPN, data: 0x} | job.yaml:2: script[1].update-binary.data: expected hexadecimal",
                "- update-binary: {file: EF.SPN, data: 00, offset: 17} | job.yaml:2: script[1].update-binary",
                "- update-binary: {file: EF.GID1, value: x} | job.yaml:2: script[1].update-binary.value: expected data in"
                        + " hexadecimal",
                "- update-binary: {file: EF.DIR, data: 00} | job.yaml:2: script[1].update-binary.file: expected a transparent"
                        + " file",
                "- update-binary: {file: EF.SPN, valu: x} | job.yaml:2: script[1].update-binary",
                "- update-record: {file: EF.SPN, record: 1, data: 00} | job.yaml:2: script[1].update-record.file: expected a"
                        + " file of records",
                "- update-record: {file: EF.ADN, record: 1, value: +49171} | job.yaml:2: script[1].update-record: expected the"
                        + " octets of a record",
                "- update-record: {file: EF.ADN, record: 0, data: 00} | job.yaml:2: script[1].update-record.record: expected a"
                        + " number from 1 to 254",
                "- read-record: {file: EF.ADN, record: 3-1} | job.yaml:2: script[1].read-record.record: expected a number",
                "- search-record: {file: EF.SPN, pattern: 00} | job.yaml:2: script[1].search-record.file: expected a file of"
                        + " records",
                "- verify-pin: 31323334 | job.yaml:2: script[1].verify-pin: expected the name of a column with a secret",
                "- refresh: now | job.yaml:2: script[1].refresh: expected profile",
                "- verify-pin: pin7 | job.yaml:2: script[1].verify-pin: expected two hexadecimal digits",
                "- resize-file: {file: EF.ADN, size: 0} | job.yaml:2: script[1].resize-file.size: expected a number",
                "- create-file: {file: 6F99, structure: tree} | job.yaml:2: script[1].create-file.structure: expected"
            })
    void whatIsWrongForAllCardsIsToldWithItsLine(String script, String message) {
        assertThatThrownBy(() -> Scripts.read(FileCommand.UICC, script))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aFaultOfAPinDoesNotShowIt() {
        assertThatThrownBy(() -> Scripts.read(FileCommand.UICC, "- verify-pin: 31323334"))
                .message()
                .doesNotContain("31323334");
        assertThatThrownBy(() -> Scripts.compile(Scripts.room(100), Map.of("adm1", "31a2"), "- verify-pin: adm1"))
                .isInstanceOf(CompileException.class)
                .hasMessage("adm1: expected 4 to 8 decimal digits, or 8 to 16 hexadecimal ones");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- select: ADF.USIM",
                "- read-binary: ADF.USIM/EF.SPN",
                "- delete-file: DF.TELECOM/6F99",
                "- verify-pin: adm1",
                "- search-record: {file: EF.ADN, pattern: 00, from: 2}"
            })
    void whatASimDoesNotKnowIsRefusedForIt(String script) {
        assertThatThrownBy(() -> Scripts.read(FileCommand.SIM, script))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("SIM");
        assertThatCode(() -> Scripts.read(FileCommand.UICC, script)).doesNotThrowAnyException();
    }

    /** The commands of a compact script, by the table of TS 102 221 and TS 102 222. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- select: MF | 00a4000c023f00",
                "- select: 6F46 | 00a4000c026f46",
                "- select: A0000000871002 | 00a4040c07a0000000871002",
                "- select: DF.TELECOM | 00a4080c027f10",
                "- read-record: {file: EF.MSISDN, record: 1, length: 30} | 00a4080c047fff6f40 00b201041e",
                "- read-record: {file: EF.MSISDN, record: 1} | 00a4080c047fff6f40 00b2010400",
                "- update-record: {file: EF.MSISDN, record: 1, length: 16, value: +49} |"
                        + " 00a4080c047fff6f40 00dc010410ffff029194ffffffffffffffffffffff",
                "- search-record: {file: EF.FDN, pattern: 9471} | 00a4080c047fff6f3b 00a20104029471 00c0000000",
                "- activate: EF.FDN | 00a4080c047fff6f3b 00440000",
                "- deactivate: EF.FDN | 00a4080c047fff6f3b 00040000",
                "- create-file: {file: DF.TELECOM/6F99, structure: transparent, size: 20, access: {file: 2F06, record: 3}} |"
                        + " 00a4080c027f10 00e0000018621682024121 83026f998a01058b032f0603800200148800",
                "- delete-file: DF.TELECOM/6F99 | 00a4080c027f10 00e40000026f99",
                "- delete-file: 7FFF/6F99 | 00a4000c027fff 00e40000026f99",
                "- resize-file: {file: MF/2F99, size: 40} | 00a4000c023f00 80d400000a620883022f9980020028",
                "- verify-pin: adm1 | 0020000a083132333435363738",
                "- refresh: profile | 80aa0000"
            })
    void aWordComesToItsCommands(String script, String apdus) throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(200), Map.of("adm1", "3132333435363738"), script);

        assertThat(plan.steps()).hasSize(1);
        String joined = String.join("", plan.step(0).apdus());
        assertThat(joined).isEqualTo(apdus.strip().replace(" ", ""));
    }

    @Test
    void aRefreshNeedsAWayOfTheProfile() {
        assertThatThrownBy(() -> Scripts.read(FileCommand.SIM, "- refresh: profile"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected card profiles whose application has the key refresh");
    }

    @Test
    void aSearchTakesOneCommandWhereLeMayStandBehindData() throws CompileException {
        Plan plan = Scripts.compile(
                Scripts.room(200, ScriptFormat.EXPANDED_DEFINITE),
                Map.of(),
                "- search-record: {file: EF.FDN, pattern: 9471}");

        assertThat(plan.step(0).apdus()).containsExactly("00a4080c047fff6f3b", "00a2010402947100");
    }

    @Test
    void aPinIsVerifiedInEachPacketAndARepeatOfItsPacketIsNotHarmless() throws CompileException {
        Plan plan = Scripts.compile(Scripts.room(60), Map.of("adm1", "1234", "c", "11".repeat(60)), """
                - verify-pin: adm1
                - update-binary: {file: 6F99, data: "${c}"}
                """);

        String verify = "0020000a0831323334ffffffff";
        assertThat(plan.steps())
                .extracting(Step::apdus)
                .containsExactly(
                        List.of(verify, "00a4000c026f99", "00d6000023" + "11".repeat(35)),
                        List.of(verify, "00a4000c026f99", "00d6002319" + "11".repeat(25)));
        assertThat(plan.steps()).noneMatch(step -> step.rule().repeatable());
        assertThat(plan.toString()).doesNotContain("31323334");
    }

    @Test
    void anyTextOfAColumnComesToAPlanOrToTheDeclaredFault() {
        Random random = new Random(7);
        List<Operation> operations = Scripts.read(FileCommand.UICC, """
                - update-binary: {file: EF.FPLMN, value: "${a}"}
                - update-record: {file: EF.MSISDN, record: 1, length: 30, value: "${b}; ${c}"}
                - update-binary: {file: EF.SPN, value: "${c}"}
                """);
        String letters = "0123456789+-;, abX*#\u0000\n€\uD83D${}\\";
        for (int round = 0; round < 2000; round++) {
            Map<String, String> columns =
                    Map.of("a", text(random, letters), "b", text(random, letters), "c", text(random, letters));
            for (Operation operation : operations) {
                try {
                    PlanCompiler.compile(
                            List.of(operation), null, Scripts.values(columns), Scripts.room(90), FileCommand.UICC);
                } catch (CompileException e) {
                    assertThat(e.expected()).isNotBlank();
                }
            }
        }
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
