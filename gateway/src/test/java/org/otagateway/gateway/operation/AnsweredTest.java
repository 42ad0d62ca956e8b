// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;

/** What a card's answer to words means. */
class AnsweredTest {
    private static final Octets SPN = Octets.hex("004f70657261746f72ffffffffffffffff");

    private static StepAnswer compact(int executed, Octets data, int word) {
        return new StepAnswer(executed, List.of(new ResponseApdu(data, new StatusWord(word))), Octets.EMPTY, null);
    }

    private static StepGoal goal(String script) throws CompileException {
        return Scripts.compile(Scripts.room(200), Map.of(), script).step(0).goal();
    }

    @Test
    void whatWasReadIsToldInWords() throws CompileException {
        assertThat(goal("- read-binary: EF.SPN").judge(compact(2, SPN, 0x9000)))
                .isEqualTo(new Verdict.Reached("EF.SPN: Operator"));
        assertThat(goal("- read-binary: 6F99").judge(compact(2, Octets.hex("0102"), 0x9000)))
                .isEqualTo(new Verdict.Reached("6F99: 0102"));
        assertThat(goal("- search-record: {file: EF.FDN, pattern: 00}").judge(compact(3, Octets.of(1, 4), 0x9000)))
                .isEqualTo(new Verdict.Reached("EF.FDN: records 1, 4"));
    }

    @Test
    void whatCannotBeReadInWordsIsToldInDigits() throws CompileException {
        Verdict verdict = goal("- read-binary: EF.IMSI").judge(compact(2, Octets.hex("00"), 0x9000));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Reached.class,
                        reached -> assertThat(reached.note()).startsWith("EF.IMSI: 00 ("));
    }

    @Test
    void anotherLengthIsAskedForOnceTheReadRan() throws CompileException {
        StepGoal goal = goal("- read-binary: 6F99");

        assertThat(goal.judge(compact(2, Octets.EMPTY, 0x6C14))).isEqualTo(new Verdict.Length(0x14));
        assertThat(goal.judge(compact(1, Octets.EMPTY, 0x6A82))).isInstanceOf(Verdict.Missed.class);
        assertThat(goal.judge(compact(2, Octets.EMPTY, 0x6982))).isInstanceOf(Verdict.Missed.class);
    }

    @Test
    void eachReadOfAnExpandedScriptIsTold() throws CompileException {
        StepGoal goal = Scripts.compile(Scripts.room(200, ScriptFormat.EXPANDED_DEFINITE), Map.of(), """
                        - read-binary: EF.SPN
                        - read-binary: EF.HPPLMN
                        """)
                .step(0)
                .goal();
        ResponseApdu done = ResponseApdu.of(StatusWord.OK);
        List<ResponseApdu> responses = List.of(
                done, new ResponseApdu(SPN, StatusWord.OK), done, new ResponseApdu(Octets.of(5), StatusWord.OK));

        assertThat(goal.judge(new StepAnswer(4, responses, Octets.EMPTY, null)))
                .isEqualTo(new Verdict.Reached("EF.SPN: Operator; EF.HPPLMN: 30 min"));
    }

    @Test
    void anAnswerThatCannotBeReadIsMissedUnlessAnyWillDo() {
        StepAnswer unreadable = new StepAnswer(null, List.of(), Octets.of(1), "why");

        assertThat(new Answered(1, null, Map.of(), true).judge(unreadable)).isEqualTo(new Verdict.Reached(null));
    }
}
