// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.KnownDirectory;
import org.otagateway.packet.globalplatform.Aid;

/**
 * What is selected while a script goes on, so that a SELECT is sent only where it is needed. Each packet starts in the
 * directory of its application (TS 102 226 clause 8.2.1), whatever the one before selected.
 */
final class FilePointer {
    private List<Move> there = List.of();
    private List<Move> wanted = List.of();
    private @Nullable Aid adf;

    /** A packet begins. */
    void start() {
        there = List.of();
    }

    /**
     * The next commands are about the file at the end of {@code way}.
     *
     * @param way begins anywhere, in the ADF, or in the application's directory
     * @param application in whose ADF it is; null where nobody said: the one that was selected last
     */
    void want(List<Move> way, @Nullable Aid application) {
        Move anchor = wanted.isEmpty() || !wanted.get(0).isByAid() ? null : wanted.get(0);
        List<Move> whole = new ArrayList<>();
        if (!way.isEmpty() && way.get(0).isIn(Move.From.ADF)) {
            if (anchor != null && (application == null || anchor.selects(application))) {
                whole.add(anchor);
            } else if (application != null && (anchor != null || !application.equals(KnownDirectory.USIM))) {
                // A script to a USIM starts in its ADF.
                whole.add(Move.of(FileCommand.select(application)));
            }
        }
        whole.addAll(way);
        wanted = List.copyOf(whole);
        adf = application;
    }

    /** What the next commands were about before is what they are about again. */
    void wantAgain(List<Move> way, @Nullable Aid application) {
        wanted = way;
        adf = application;
    }

    /** The next commands are about the file that {@code move} selects where the last ones were. */
    void want(Move move) {
        if (move.isIn(Move.From.ANYWHERE)) {
            want(List.of(move), null);
            return;
        }
        List<Move> way = new ArrayList<>(directories(wanted));
        way.add(move);
        wanted = List.copyOf(way);
    }

    /** The way to what the next commands are about. */
    List<Move> wanted() {
        return wanted;
    }

    /** The application in whose ADF that is; null where nobody said. */
    @Nullable
    Aid adf() {
        return adf;
    }

    /** What the next commands are about does not depend on what was selected before. */
    void forget() {
        wanted = there;
    }

    /** No file is selected any more, its directory is. */
    void leaveFile() {
        there = directories(there);
        wanted = directories(wanted);
    }

    /** What is still to be selected in this packet, perhaps nothing; null where only a new packet leads there. */
    @Nullable
    List<Move> rest() {
        if (there.equals(wanted)) {
            return List.of();
        }
        if (wanted.isEmpty()) {
            return null;
        }
        List<Move> directories = directories(there);
        for (List<Move> gone : List.of(there, directories)) {
            if (wanted.size() > gone.size() && wanted.subList(0, gone.size()).equals(gone)) {
                return wanted.subList(gone.size(), wanted.size());
            }
        }
        Move first = wanted.get(0);
        if (first.isByAid()
                && wanted.size() > 1
                && !there.isEmpty()
                && there.get(0).equals(first)) {
            return wanted.subList(1, wanted.size()); // still in that ADF
        }
        if (first.isIn(Move.From.ANYWHERE) || (first.isIn(Move.From.ADF) && inAdf())) {
            return wanted;
        }
        if (first.isIn(Move.From.ADF) && adf != null) {
            List<Move> way = new ArrayList<>();
            way.add(Move.of(FileCommand.select(adf)));
            way.addAll(wanted);
            return way;
        }
        return null;
    }

    /** The rest was selected. */
    void arrive() {
        there = wanted;
    }

    private boolean inAdf() {
        return there.isEmpty()
                || there.stream().anyMatch(Move::entersAdf)
                || !there.get(0).isIn(Move.From.ANYWHERE);
    }

    /** Without the EF at its end that changes no directory. */
    private static List<Move> directories(List<Move> way) {
        int last = way.size() - 1;
        return last >= 0 && !way.get(last).directory() ? way.subList(0, last) : way;
    }
}
