// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;

/**
 * All commands ran, the last gave a wanted status word, and what was read is told.
 *
 * @param commands sent
 * @param expect status words of success; null: any answer will do
 * @param readings by the index of the command that reads, from 0
 * @param lengthOpen the last command may be asked for another Le (TS 102 221 clause 10.2.1.5.2; 67xx of a SIM, TS 51.011
 *     clause 9.4.6)
 */
record Answered(int commands, @Nullable ExpectedStatusWords expect, Map<Integer, Reading> readings, boolean lengthOpen)
        implements StepGoal {
    private static final int LENGTH = 0x6C;
    private static final int SIM_LENGTH = 0x67;

    Answered {
        readings = Map.copyOf(readings);
    }

    @Override
    public Verdict judge(StepAnswer answer) {
        Integer executed = answer.commandsExecuted();
        ResponseApdu last = answer.last();
        if (lengthOpen
                && executed != null
                && executed == commands
                && last != null
                && asksForLength(last.statusWord())) {
            return new Verdict.Length(last.statusWord().sw2());
        }
        Verdict verdict = new Executed(commands, expect).judge(answer);
        return verdict instanceof Verdict.Reached ? new Verdict.Reached(notes(answer)) : verdict;
    }

    private static boolean asksForLength(StatusWord word) {
        return (word.sw1() == LENGTH || word.sw1() == SIM_LENGTH) && word.sw2() != 0;
    }

    private @Nullable String notes(StepAnswer answer) {
        List<ResponseApdu> responses = answer.responses();
        StringJoiner notes = new StringJoiner("; ");
        for (Map.Entry<Integer, Reading> reading : new TreeMap<>(readings).entrySet()) {
            // The compact format has the response of the last command alone.
            int index = reading.getKey() - commands + responses.size();
            Octets data = index >= 0 && index < responses.size()
                    ? responses.get(index).data()
                    : Octets.EMPTY;
            if (!data.isEmpty()) {
                notes.add(reading.getValue().note(data));
            }
        }
        return notes.length() == 0 ? null : notes.toString();
    }
}
