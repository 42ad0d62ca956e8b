// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.operation.Loaded.LoadStage;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.StatusEntry;

final class LoadedTest {
    private static final Loaded FIRST = new Loaded(List.of(LoadStage.FOR_LOAD, LoadStage.BLOCK, LoadStage.BLOCK));
    private static final Loaded MIDDLE = new Loaded(List.of(LoadStage.BLOCK, LoadStage.BLOCK));
    private static final Loaded LAST = new Loaded(List.of(LoadStage.BLOCK, LoadStage.LAST_BLOCK, LoadStage.INSTALL));
    private static final Loaded INSTALL = new Loaded(List.of(LoadStage.INSTALL));
    private static final Aid PACKAGE = Aid.hex("d07002ca44");
    private static final Aid APPLET = Aid.hex("d07002ca44900101");

    private static StepAnswer answer(int executed, String data, String word) {
        return new StepAnswer(
                executed,
                List.of(new ResponseApdu(Octets.hex(data), new StatusWord(Integer.parseInt(word, 16)))),
                Octets.EMPTY,
                null);
    }

    private static Loaded goal(String name) {
        return switch (name) {
            case "first" -> FIRST;
            case "middle" -> MIDDLE;
            case "last" -> LAST;
            default -> INSTALL;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "first, 3, 9000, Reached",
        "first, 3, 9110, Reached", // a toolkit command waits
        "first, 2, 9000, Again", // cut off
        "first, 1, 6985, Again", // something of it is there
        "first, 1, 6a80, Missed",
        "first, 1, 6a84, Missed", // no memory
        "first, 2, 6a84, Missed",
        "first, 2, 6985, Again",
        "first, 2, 6a80, Missed", // the block before was taken in the same packet: it is the code
        "middle, 1, 6985, Again", // forgotten
        "middle, 1, 6a80, Again",
        "middle, 1, 6a86, Again",
        "middle, 1, 6a88, Again",
        "middle, 2, 6a80, Missed",
        "middle, 1, 6a84, Missed",
        "middle, 1, 6581, Missed",
        "middle, 1, 6e00, Missed",
        "last, 2, 6a80, Missed", // the card does not link it
        "last, 3, 6985, Missed", // the applet does not want
        "last, 3, 6a80, Missed",
        "last, 3, 9000, Reached",
        "install, 1, 6a88, Again", // the last LOAD never came
        "install, 1, 6985, Again",
        "install, 1, 6a80, Missed",
        "install, 1, 9000, Reached"
    })
    void aLoadBeginsAgainOnlyWhereTheCardForgotIt(String packet, int executed, String word, String verdict) {
        assertThat(goal(packet).judge(answer(executed, "", word)).getClass().getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void aRefusalNamesTheCommand() {
        assertThat(LAST.judge(answer(2, "", "6a80")))
                .isEqualTo(
                        new Verdict.Missed("the last LOAD: status word 6a80: " + StatusWord.INCORRECT_DATA.meaning()));
    }

    @Test
    void anAnswerThatCannotBeReadHelpsNobody() {
        StepAnswer unreadable = new StepAnswer(null, List.of(), Octets.EMPTY, "no octets");
        for (StepGoal goal : List.of(
                FIRST,
                new Deleted("x"),
                new Absent(PACKAGE, "x"),
                new StatusRead(org.otagateway.packet.globalplatform.GetStatus.Subset.LOAD_FILES),
                new Registered(APPLET, LifeCycleState.Owner.APPLICATION, 7))) {
            assertThat(goal.judge(unreadable)).isInstanceOf(Verdict.Missed.class);
        }
    }

    private static String entry(Aid aid, int state) {
        return new StatusEntry(aid, state, Privileges.NONE, null, Octets.EMPTY, List.of(), null)
                .encode()
                .toHex();
    }

    @ParameterizedTest
    @CsvSource({"7, Reached", "15, Reached", "135, Reached", "3, Missed"})
    void anInstanceIsProvenByItsState(int state, String verdict) {
        Registered goal = new Registered(APPLET, LifeCycleState.Owner.APPLICATION, 7);
        assertThat(goal.judge(answer(2, entry(APPLET, state), "9000"))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void anInstanceThatIsNotThereIsLoadedAgain() {
        Registered goal = new Registered(APPLET, LifeCycleState.Owner.APPLICATION, 7);
        assertThat(goal.judge(answer(1, "", "6a88"))).isInstanceOf(Verdict.Again.class);
        // GET STATUS takes the AID for the beginning of one
        assertThat(goal.judge(answer(2, entry(Aid.hex(APPLET + "01"), 7), "9000")))
                .isInstanceOf(Verdict.Again.class);
    }

    @Test
    void aPackageThatIsThereIsToldWithItsVersion() {
        Absent goal = new Absent(PACKAGE, "is on the card already");
        StatusEntry entry = new StatusEntry(PACKAGE, 1, Privileges.NONE, null, Octets.hex("0102"), List.of(), null);
        assertThat(goal.judge(answer(2, entry.encode().toHex(), "9000")))
                .isEqualTo(new Verdict.Missed("d07002ca44 loaded version 1.2 is on the card already"));
        assertThat(goal.judge(answer(1, "", "6a88"))).isEqualTo(new Verdict.Reached(null));
        assertThat(goal.judge(answer(2, entry(APPLET, 1), "9000"))).isEqualTo(new Verdict.Reached(null));
        assertThat(goal.judge(answer(1, "", "6982"))).isInstanceOf(Verdict.Missed.class);
    }

    @ParameterizedTest
    @CsvSource({"9000, Reached", "6a88, Reached", "6985, Missed", "6a80, Missed"})
    void whatWasNotThereCountsAsDeleted(String word, String verdict) {
        assertThat(new Deleted("x").judge(answer(1, "", word)).getClass().getSimpleName())
                .isEqualTo(verdict);
    }

    @Test
    void aRegistryIsToldEntryByEntry() {
        StatusRead goal = new StatusRead(org.otagateway.packet.globalplatform.GetStatus.Subset.APPLICATIONS);
        String two = entry(APPLET, 7) + entry(Aid.hex("a000000151000000"), 0x0f);
        assertThat(goal.judge(answer(2, two, "9000")))
                .isEqualTo(new Verdict.Reached("d07002ca44900101 selectable; a000000151000000 personalized"));
        assertThat(goal.judge(answer(2, two, "6310")))
                .isEqualTo(new Verdict.Reached("d07002ca44900101 selectable; a000000151000000 personalized;"
                        + " and more, which the first octets of an AID select"));
        assertThat(goal.judge(answer(1, "", "6a88")))
                .isEqualTo(new Verdict.Reached("nothing of this kind is on the card"));
        assertThat(goal.judge(answer(2, "e3ff", "9000"))).isInstanceOf(Verdict.Missed.class);
    }

    @Test
    void furtherOccurrencesInOneScriptAreTakenTogether() {
        StatusRead goal = new StatusRead(org.otagateway.packet.globalplatform.GetStatus.Subset.APPLICATIONS);
        StepAnswer answer = new StepAnswer(
                3,
                List.of(
                        new ResponseApdu(Octets.hex(entry(APPLET, 7)), new StatusWord(0x6310)),
                        new ResponseApdu(Octets.hex(entry(PACKAGE, 7)), StatusWord.OK),
                        ResponseApdu.of(StatusWord.CONDITIONS_NOT_SATISFIED)),
                Octets.EMPTY,
                null);
        assertThat(goal.judge(answer))
                .isEqualTo(new Verdict.Reached("d07002ca44900101 selectable; d07002ca44 selectable"));
    }
}
