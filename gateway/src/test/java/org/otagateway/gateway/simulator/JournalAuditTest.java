// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.globalplatform.Aid;

class JournalAuditTest {
    @TempDir
    private Path directory;

    private static String packet(int card, long counter, String digest, String status) {
        return "{\"event\":\"packet\",\"iccid\":\"" + card + "\",\"key_version\":1,\"counter\":" + counter
                + ",\"packet_sha256\":\"" + digest + "\",\"status\":\"" + status + "\"}\n";
    }

    private static String execution(int card, long counter, String digest, boolean executed) {
        return "{\"event\":\"execution\",\"iccid\":\"" + card + "\",\"key_version\":1,\"counter\":" + counter
                + ",\"packet_sha256\":\"" + digest + "\",\"executed\":" + executed
                + ",\"commands_executed\":2,\"status_word\":\"9000\"}\n";
    }

    private Path journal(String text) throws IOException {
        return Files.writeString(directory.resolve("journal.jsonl"), text);
    }

    private JournalAudit.Report audit(String text) throws IOException {
        return JournalAudit.audit(journal(text), true, null);
    }

    @Test
    void aCleanJournalHasNoViolation() throws IOException {
        JournalAudit.Report report = audit(packet(1, 1, "aa", "00")
                + execution(1, 1, "aa", true)
                + packet(1, 1, "aa", "02")
                + packet(2, 1, "bb", "00")
                + execution(2, 1, "bb", false));
        assertThat(report.violationCount()).isZero();
        assertThat(report.executions()).isEqualTo(1);
        assertThat(report.cutOff()).isEqualTo(1);
        assertThat(report.cards()).isEqualTo(2);
        assertThat(report.lines()).isEqualTo(5);
    }

    @Test
    void aPorThatTheGatewayTookIsNotToBeUnknownToIt() throws IOException {
        String sent = packet(1, 1, "aa", "00")
                + execution(1, 1, "aa", true)
                + "{\"event\":\"por\",\"iccid\":\"1\",\"msisdn\":\"43\",\"status\":\"00\",\"response_packet\":\"000b0a\"}\n";
        String answer = "{\"event\":\"answered\",\"msisdn\":\"43\",\"user_data\":\"027100000b0a\",\"command_status\":";
        Path report = Files.writeString(
                directory.resolve("report.csv"), "iccid,outcome,counter,status_word\n1,unconfirmed,1,\n");
        assertThat(JournalAudit.audit(journal(sent + answer + "0}\n"), true, report)
                        .violations())
                .containsExactly(
                        "1: outcome unconfirmed, yet the gateway acknowledged a PoR of the card with status 00");
        assertThat(JournalAudit.audit(journal(sent + answer + "20}\n"), true, report)
                        .violations())
                .isEmpty();
    }

    @Test
    void aPacketExecutedTwiceIsFound() throws IOException {
        String run = packet(1, 1, "aa", "00") + execution(1, 1, "aa", true);
        assertThat(JournalAudit.audit(journal(run + run), false, null).violations())
                .containsExactly("1: executed packet aa twice");
    }

    @Test
    void aCardExecutedTwiceIsFoundWhereItMayRunOnce() throws IOException {
        String runs = packet(1, 1, "aa", "00")
                + execution(1, 1, "aa", true)
                + packet(1, 2, "bb", "00")
                + execution(1, 2, "bb", true);
        assertThat(audit(runs).violations()).containsExactly("1: executed 2 times");
        assertThat(JournalAudit.audit(journal(runs), false, null).violationCount())
                .isZero();
    }

    @Test
    void aCounterWithTwoPacketsIsFoundEvenWhereTheCardRefusedOne() throws IOException {
        assertThat(audit(packet(1, 7, "aa", "00") + packet(1, 7, "bb", "02")).violations())
                .containsExactly("1: key version/counter 1/7 carries two different packets");
        assertThat(audit(packet(1, 7, "aa", "00") + packet(2, 7, "bb", "00")).violationCount())
                .isZero();
    }

    @Test
    void aLastLineThatAKillCutIsPassedOverAndAnotherIsNot() throws IOException {
        assertThat(audit(packet(1, 1, "aa", "00") + "{\"event\":\"exec").lines())
                .isEqualTo(1);
        assertThatThrownBy(() -> audit("{\"event\":\n" + packet(1, 1, "aa", "00")))
                .isInstanceOf(IOException.class)
                .hasMessage("line 1: expected a JSON object");
    }

    @ParameterizedTest
    @CsvSource({
        "1, confirmed, 5, 9000, true",
        "1, confirmed, 5, 6a82, false",
        "2, confirmed, 5, 9000, false",
        "2, accepted, 5, '', true",
        "2, accepted, 6, '', false",
        "1, refused, 5, '', false",
        "3, refused, 5, '', true",
        "1, cancelled, '', '', false",
        "3, unconfirmed, 5, '', true",
        "1, unconfirmed, 5, '', true",
        "1, splendid, 5, '', false",
    })
    void anOutcomeMustBeBorneOut(int card, String outcome, String counter, String word, boolean borneOut)
            throws IOException {
        Path journal = journal(packet(1, 5, "aa", "00")
                + execution(1, 5, "aa", true)
                + packet(2, 5, "bb", "00")
                + execution(2, 5, "bb", false)
                + packet(3, 5, "cc", "0a"));
        Path report = Files.writeString(
                directory.resolve("report.csv"),
                "iccid,outcome,counter,status_word\n" + card + "," + outcome + "," + counter + "," + word + "\n");
        assertThat(JournalAudit.audit(journal, true, report).violationCount()).isEqualTo(borneOut ? 0 : 1);
    }

    private static String registry(int card, String files, String applications) {
        return "{\"event\":\"registry\",\"iccid\":\"" + card + "\",\"load_files\":[" + files + "],\"applications\":{"
                + applications + "}}\n";
    }

    @Test
    void whatIsOnEachCardAtTheEndIsChecked() throws IOException {
        Path journal = journal(packet(1, 1, "aa", "00")
                + registry(1, "", "")
                + "{\"event\":\"reset\",\"iccid\":\"1\"}\n"
                + registry(1, "\"d07002ca44\"", "\"d07002ca4401\":\"07\"")
                + packet(2, 1, "bb", "00")
                + registry(2, "\"d07002ca44\"", "")
                + packet(3, 1, "cc", "02"));
        JournalAudit.Content content =
                new JournalAudit.Content(List.of(Aid.hex("d07002ca44")), List.of(Aid.hex("d07002ca4401")));
        JournalAudit.Report report = JournalAudit.audit(journal, false, null, content);
        assertThat(report.violations())
                .containsExactlyInAnyOrder("1: d07002ca4401 is on the card", "3: d07002ca44 is not on the card");
        assertThat(report.resets()).isEqualTo(1);
        assertThat(JournalAudit.audit(journal, false, null).violationCount()).isZero();
    }

    @Test
    void eachSecurityDomainCountsByItself() throws IOException {
        String other = packet(1, 7, "bb", "00").replace("\"key_version\"", "\"key_slot\":1,\"key_version\"");
        assertThat(JournalAudit.audit(journal(packet(1, 7, "aa", "00") + other), false, null)
                        .violationCount())
                .isZero();
        assertThat(JournalAudit.audit(journal(other + other.replace("bb", "cc")), false, null)
                        .violations())
                .containsExactly("1: key version/counter security domain 1 1/7 carries two different packets");
    }

    @Test
    void theLastPacketOfAPlanMayBeRefusedAfterOthersRan() throws IOException {
        Path journal = journal(packet(1, 5, "aa", "00") + execution(1, 5, "aa", true) + packet(1, 6, "bb", "06"));
        for (String counter : List.of("6", "5")) {
            Path report = Files.writeString(
                    directory.resolve("report.csv"), "iccid,outcome,counter,status_word\n1,refused," + counter + ",\n");
            assertThat(JournalAudit.audit(journal, false, report).violationCount())
                    .isEqualTo(counter.equals("6") ? 0 : 1);
        }
    }

    @Test
    void aCardHasOneOutcome() throws IOException {
        Path report = Files.writeString(
                directory.resolve("report.csv"),
                "iccid,outcome,counter,status_word\n1,unconfirmed,,\n1,unconfirmed,,\n");
        assertThat(JournalAudit.audit(journal(""), true, report).violations())
                .containsExactly("1: more than one outcome");
    }
}
