// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.FilePath;
import org.otagateway.packet.files.KnownDirectory;
import org.otagateway.packet.files.KnownFile;
import org.otagateway.packet.globalplatform.Aid;

/**
 * A file as an operator names it: "EF.SPN", "DF.TELECOM/EF.ADN", "ADF.USIM", "ADF.USIM/6F46", an identifier "6F46", a path
 * "3F002FE2" or "7FFF/6F46", an AID "A0000000871002".
 *
 * @param text as it was written
 * @param directory a directory that standards name; empty for others
 * @param path of the file, below the directory where there is one; empty for the directory itself
 * @param identifier of a file in the directory that is selected; empty for others
 * @param named whether {@code text} is the name of a {@link KnownFile}, which each file system has at its own place
 */
record FileTarget(
        String text,
        Optional<KnownDirectory> directory,
        Optional<FilePath> path,
        OptionalInt identifier,
        boolean named) {
    private static final Pattern IDENTIFIER = Pattern.compile("[0-9A-Fa-f]{4}");
    private static final Pattern PATH = Pattern.compile("[0-9A-Fa-f]{4}(/?[0-9A-Fa-f]{4})+");
    private static final Pattern AID = Pattern.compile("[Aa]0000000(?:[0-9A-Fa-f]{2}){1,12}");
    private static final int MF = 0x3F00;
    private static final int ADF = 0x7FFF;

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException where no file is called so
     */
    static FileTarget parse(String written) {
        String text = written.strip();
        if (KnownFile.named(text).isPresent()) {
            return new FileTarget(text, Optional.empty(), Optional.empty(), OptionalInt.empty(), true);
        }
        Optional<KnownDirectory> directory = KnownDirectory.named(text);
        if (directory.isPresent()) {
            return new FileTarget(text, directory, Optional.empty(), OptionalInt.empty(), false);
        }
        if (AID.matcher(text).matches()) {
            return application(text);
        }
        if (IDENTIFIER.matcher(text).matches()) {
            return identified(text);
        }
        if (PATH.matcher(text).matches()) {
            return new FileTarget(
                    text,
                    Optional.empty(),
                    Optional.of(FilePath.hex(text.replace("/", ""))),
                    OptionalInt.empty(),
                    false);
        }
        return below(text);
    }

    private static FileTarget identified(String text) {
        int identifier = Integer.parseInt(text, 16);
        return identifier == MF
                ? new FileTarget(text, KnownDirectory.named("MF"), Optional.empty(), OptionalInt.empty(), false)
                : new FileTarget(text, Optional.empty(), Optional.empty(), OptionalInt.of(identifier), false);
    }

    /** An ADF by its AID. */
    static FileTarget application(String aid) {
        KnownDirectory adf = new KnownDirectory(aid, Optional.empty(), Optional.of(Aid.hex(aid)));
        return new FileTarget(aid, Optional.of(adf), Optional.empty(), OptionalInt.empty(), false);
    }

    /** A directory's name and the identifiers of what is below it. */
    private static FileTarget below(String text) {
        int slash = text.lastIndexOf('/');
        while (slash > 0) {
            Optional<KnownDirectory> directory = KnownDirectory.named(text.substring(0, slash));
            String rest = text.substring(slash + 1);
            if (directory.isPresent()
                    && (IDENTIFIER.matcher(rest).matches() || PATH.matcher(rest).matches())) {
                KnownDirectory found = directory.get();
                List<Integer> way = new ArrayList<>(found.path()
                        .map(FilePath::identifiers)
                        .orElse(found.aid().isPresent() ? List.of(ADF) : List.of()));
                way.addAll(FilePath.hex(rest.replace("/", "")).identifiers());
                return new FileTarget(text, directory, Optional.of(new FilePath(way)), OptionalInt.empty(), false);
            }
            slash = text.lastIndexOf('/', slash - 1);
        }
        throw new IllegalArgumentException("file: expected a name such as EF.SPN or DF.TELECOM/EF.ADN, an identifier"
                + " such as 6F46, a path such as 3F002FE2 or an AID, got " + text);
    }

    /** What standards say of it in a file system; empty where they do not know it. */
    Optional<KnownFile> known(FileCommand files) {
        return named ? KnownFile.named(text, files) : path.flatMap(KnownFile::at);
    }

    /**
     * Checks that the file system can have it.
     *
     * @throws IllegalArgumentException where it cannot
     */
    void require(FileCommand files) {
        boolean inAdf = resolved(files).map(FilePath::isInAdf).orElse(false)
                || directory.flatMap(KnownDirectory::aid).isPresent();
        if ((files == FileCommand.SIM && inAdf) || (named && known(files).isEmpty())) {
            throw new IllegalArgumentException("file: expected a file of a SIM, which has no ADF, got " + text);
        }
    }

    private Optional<FilePath> resolved(FileCommand files) {
        return named ? known(files).map(KnownFile::path) : path;
    }

    /** The SELECTs that lead there. */
    List<Move> way(FileCommand files) {
        if (identifier.isPresent()) {
            return List.of(Move.of(files.select(identifier.getAsInt())));
        }
        Optional<FilePath> to = resolved(files);
        if (to.isPresent()) {
            return moves(files.select(to.get()));
        }
        return directoryItself(files);
    }

    /** The SELECTs that lead to the directory around it; none where it is named by an identifier alone. */
    List<Move> wayToDirectory(FileCommand files) {
        if (identifier.isPresent()) {
            return List.of();
        }
        Optional<FilePath> around = resolved(files).flatMap(FilePath::directory);
        if (around.isEmpty()) {
            return List.of(Move.of(files.select(MF)));
        }
        if (around.get().identifiers().equals(List.of(ADF))) {
            return List.of(Move.of(files.select(ADF)));
        }
        return moves(files.select(around.get()));
    }

    private List<Move> directoryItself(FileCommand files) {
        KnownDirectory itself = directory.orElseThrow();
        return itself.aid()
                .map(aid -> List.of(Move.of(FileCommand.select(aid))))
                .or(() -> itself.path().map(way -> moves(files.select(way))))
                .orElseGet(() -> List.of(Move.of(files.select(MF))));
    }

    private static List<Move> moves(List<CommandApdu> selects) {
        return selects.stream().map(Move::of).toList();
    }

    /** The application in whose ADF it is, where its name says it; empty for others. */
    Optional<Aid> adf(FileCommand files) {
        Optional<Aid> said = directory.flatMap(KnownDirectory::aid);
        if (said.isPresent()) {
            return said;
        }
        boolean usim = (named && resolved(files).map(FilePath::isInAdf).orElse(false))
                || directory.map(d -> d.name().startsWith("ADF.USIM")).orElse(false);
        return usim ? Optional.of(KnownDirectory.USIM) : Optional.empty();
    }

    /** The identifier of the file itself, 0…FFFF; empty for a directory that standards name. */
    OptionalInt file(FileCommand files) {
        if (identifier.isPresent()) {
            return identifier;
        }
        Optional<FilePath> to = resolved(files);
        return to.isPresent() ? OptionalInt.of(to.get().file()) : OptionalInt.empty();
    }

    /** As people call it. */
    @Override
    public String toString() {
        return text;
    }
}
