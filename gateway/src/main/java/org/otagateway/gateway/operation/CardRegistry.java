// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.StatusEntry;

/**
 * What a card answers to GET STATUS: entries of its registry (Card Specification clause 11.4.3).
 *
 * @param entries none where there is none that was asked for
 * @param more true where the card has more of them (SW 6310)
 * @param fault why the answer tells nothing; null where it does
 */
record CardRegistry(
        List<StatusEntry> entries, boolean more, @Nullable String fault) {
    private static final StatusWord MORE = new StatusWord(0x6310);

    CardRegistry {
        entries = List.copyOf(entries);
    }

    /** Reads the answers to one GET STATUS, and perhaps further ones that ask for the next occurrences. */
    static CardRegistry of(StepAnswer answer) {
        ResponseApdu last = answer.last();
        if (last == null) {
            return fault("the response data cannot be read: " + answer.unreadable());
        }
        List<StatusEntry> entries = new ArrayList<>();
        boolean more = false;
        for (ResponseApdu response : answer.responses()) {
            StatusWord word = response.statusWord();
            if (word.equals(StatusWord.REFERENCED_DATA_NOT_FOUND)) {
                more = false;
                break;
            }
            if (!word.equals(StatusWord.OK) && !word.equals(MORE)) {
                return more ? new CardRegistry(entries, true, null) : fault(told(word));
            }
            more = word.equals(MORE);
            Optional<List<StatusEntry>> read =
                    StatusEntry.decodeAll(response.data()).success();
            if (read.isEmpty()) {
                return fault("the registry data cannot be read: "
                        + StatusEntry.decodeAll(response.data())
                                .failure()
                                .map(bad -> bad.describe())
                                .orElse(""));
            }
            entries.addAll(read.get());
            if (!more) {
                break;
            }
        }
        return new CardRegistry(entries, more, null);
    }

    private static CardRegistry fault(String why) {
        return new CardRegistry(List.of(), false, why);
    }

    /** A status word with its meaning. */
    static String told(StatusWord word) {
        return "status word " + word.toHex() + ": " + word.meaning();
    }

    /** The entry of exactly this AID. */
    Optional<StatusEntry> entry(Aid aid) {
        return entries.stream().filter(entry -> entry.application().equals(aid)).findFirst();
    }

    /** Whose entry it is and what it says, as "d07002ca44900101 selectable". */
    static String describe(StatusEntry entry, LifeCycleState.Owner owner) {
        StringBuilder text = new StringBuilder(entry.application().toString());
        text.append(' ').append(state(entry, owner));
        if (!entry.version().isEmpty()) {
            text.append(" version ").append(version(entry));
        }
        if (!entry.privileges().all().isEmpty()) {
            text.append(entry.privileges().all().stream()
                    .map(Privilege::label)
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        return text.toString();
    }

    static String state(StatusEntry entry, LifeCycleState.Owner owner) {
        return LifeCycleState.of(owner, entry.state())
                .map(LifeCycleState::label)
                .orElse("state " + String.format("%02x", entry.state()));
    }

    private static String version(StatusEntry entry) {
        return entry.version().length() == 2
                ? entry.version().get(0) + "." + entry.version().get(1)
                : entry.version().toHex();
    }
}
