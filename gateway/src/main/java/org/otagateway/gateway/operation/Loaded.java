// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;

/**
 * A packet of a load was executed. A card that lost its power in between has forgotten the load: it takes the next packet and
 * refuses its first command. Then the load begins again; what another beginning would not mend ends it.
 *
 * @param commands of the packet, in order
 */
record Loaded(List<LoadStage> commands) implements StepGoal {
    private static final ExpectedStatusWords DONE = ExpectedStatusWords.defaultFor(0x80);

    Loaded {
        commands = List.copyOf(commands);
    }

    /** What a command of a load is. */
    enum LoadStage {
        FOR_LOAD("INSTALL [for load]"),
        BLOCK("LOAD"),
        LAST_BLOCK("the last LOAD"),
        INSTALL("INSTALL [for install]");

        private final String label;

        LoadStage(String label) {
            this.label = label;
        }
    }

    @Override
    public Verdict judge(StepAnswer answer) {
        Integer executed = answer.commandsExecuted();
        ResponseApdu last = answer.last();
        if (executed == null || last == null) {
            return new Verdict.Missed("the response data cannot be read: " + answer.unreadable());
        }
        StatusWord word = last.statusWord();
        if (DONE.matches(word)) {
            return executed == commands.size()
                    ? new Verdict.Reached(null)
                    : new Verdict.Again(executed + " of " + commands.size() + " commands executed");
        }
        if (executed < 1 || executed > commands.size()) {
            return new Verdict.Missed(CardRegistry.told(word));
        }
        LoadStage stage = commands.get(executed - 1);
        String why = stage.label + ": " + CardRegistry.told(word);
        return isForgotten(stage, executed == 1, word) ? new Verdict.Again(why) : new Verdict.Missed(why);
    }

    /** Whether the card says that it knows of no load, or of another one. */
    private static boolean isForgotten(LoadStage stage, boolean first, StatusWord word) {
        boolean notNow = word.equals(StatusWord.CONDITIONS_NOT_SATISFIED);
        boolean unknown = first && word.equals(StatusWord.REFERENCED_DATA_NOT_FOUND);
        boolean otherBlock =
                first && (word.equals(StatusWord.INCORRECT_DATA) || word.equals(StatusWord.INCORRECT_P1_P2));
        return switch (stage) {
            case FOR_LOAD -> notNow;
            case BLOCK -> notNow || unknown || otherBlock;
            // 6A80 to the last block says that the card cannot link what it got
            case LAST_BLOCK -> notNow || unknown;
            // behind a LOAD of the same packet the card had the package: the applet does not want
            case INSTALL -> unknown || (first && notNow);
        };
    }
}
