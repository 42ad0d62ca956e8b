// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.gateway.simulator.ElementaryFile.Structure;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;

/**
 * Runs commands on the files of one card: CLA 00 and 80 as in TS 102 221, A0 as in TS 51.011. It knows what is selected;
 * a new one is made for each script, as a script starts in the directory of its application (TS 102 226 clause 8.2).
 */
final class FileSystem implements CommandRunner {
    private static final int SIM_CLASS = 0xA0;
    private static final int NEXT = 2;
    private static final int PREVIOUS = 3;
    private static final int ABSOLUTE = 4;

    private final FileTree issued;
    private final UiccState card;
    private final FileAccess access;
    private final FileAdministration administration;
    private final boolean exactLengths;
    private FileTree tree;
    private DedicatedFile directory;
    private @Nullable ElementaryFile file;
    private int record;
    private Octets waiting = Octets.EMPTY;
    private boolean wrongLe;

    /**
     * @param issued the files that the card was issued with
     * @param start directory of {@code issued} that is selected
     * @param exactLengths true where READ RECORD takes no Le but that of the record, or 00
     */
    FileSystem(FileTree issued, UiccState card, DedicatedFile start, Set<Access> rights, boolean exactLengths) {
        this.issued = issued;
        this.card = card;
        this.access = new FileAccess(issued, card, rights);
        this.administration = new FileAdministration(issued, card, access);
        this.exactLengths = exactLengths;
        this.tree = card.tree(issued);
        this.directory = tree.at(issued, start);
    }

    /** The files may be others since the last command: made, deleted or resized. */
    private void look() {
        FileTree now = card.tree(issued);
        if (now != tree) {
            directory = now.at(tree, directory);
            file = file != null && now.has(file) ? file : null;
            tree = now;
        }
    }

    @Override
    public ResponseApdu execute(CommandApdu command) {
        boolean sim = command.cla() == SIM_CLASS;
        look();
        wrongLe = false;
        try {
            Octets data = command.ins() == 0xC0 ? waitingResponse() : run(command, sim);
            return answer(command, data, sim);
        } catch (RefusedException e) {
            waiting = Octets.EMPTY;
            return ResponseApdu.of(e.refusal().word(sim));
        } catch (VerificationFailedException e) {
            return ResponseApdu.of(sim ? new StatusWord(0x9804) : StatusWord.of(0x63, 0xC0 | e.triesLeft()));
        }
    }

    /** Gives data where the command asks for it, and tells of it where it has none of its own Le (T=0). */
    private ResponseApdu answer(CommandApdu command, Octets data, boolean sim) throws RefusedException {
        waiting = Octets.EMPTY;
        if (data.isEmpty()) {
            return ResponseApdu.of(StatusWord.OK);
        }
        int ne = command.ne();
        if (ne == 0) {
            waiting = data;
            return ResponseApdu.of(StatusWord.of(sim ? 0x9F : 0x61, data.length() & 0xFF));
        }
        // Le 00 takes what there is, up to 256; another Le may not be more than there is.
        if (ne < 256 && (ne > data.length() || wrongLe)) {
            if (sim) {
                throw new RefusedException(Refusal.WRONG_LENGTH);
            }
            return ResponseApdu.of(StatusWord.of(0x6C, data.length() & 0xFF));
        }
        return new ResponseApdu(data.slice(0, Math.min(ne, data.length())), StatusWord.OK);
    }

    private Octets waitingResponse() throws RefusedException {
        if (waiting.isEmpty()) {
            throw new RefusedException(Refusal.NOTHING_TO_SEND);
        }
        return waiting;
    }

    private Octets run(CommandApdu command, boolean sim) throws RefusedException, VerificationFailedException {
        if (command.cla() != 0x00 && command.cla() != 0x80 && !sim) {
            throw new RefusedException(Refusal.WRONG_CLASS);
        }
        return switch (command.ins()) {
            case 0xA4 -> select(command, sim);
            case 0xF2 -> status(command, sim);
            case 0xB0 -> access.readBinary(transparentFile(command), offset(command));
            case 0xD6 -> {
                access.updateBinary(transparentFile(command), offset(command), command.data());
                yield Octets.EMPTY;
            }
            case 0xB2 -> exactly(command, access.readRecord(selected(), recordNumber(command)), sim);
            case 0xDC -> {
                updateRecord(command);
                yield Octets.EMPTY;
            }
            case 0xA2 -> search(command, sim);
            case 0x32 -> increase(command, sim);
            case 0x20 -> {
                verify(command, sim);
                yield Octets.EMPTY;
            }
            case 0x04, 0x44 -> {
                access.setActivated(selected(), command.ins() == 0x44);
                yield Octets.EMPTY;
            }
            case 0xE0, 0xE4, 0xD4 -> {
                if (sim) {
                    throw new RefusedException(Refusal.WRONG_INSTRUCTION);
                }
                administrate(command);
                yield Octets.EMPTY;
            }
            default -> throw new RefusedException(Refusal.WRONG_INSTRUCTION);
        };
    }

    private void administrate(CommandApdu command) throws RefusedException {
        if (command.p1() != 0 || command.p2() != 0) {
            throw new RefusedException(Refusal.WRONG_P1_P2);
        }
        switch (command.ins()) {
            case 0xE0 -> {
                CardFile made = administration.create(directory, command.data());
                look();
                // The new file is selected.
                select(tree.child(directory, made.fid()).orElse(made));
            }
            case 0xE4 -> delete(command.data());
            default -> {
                ElementaryFile before = file;
                ElementaryFile resized = administration.resize(directory, command.data());
                look();
                if (before != null && before.fid() == resized.fid()) {
                    select(resized);
                }
            }
        }
    }

    /** The file named, or the selected one where none is. */
    private void delete(Octets data) throws RefusedException {
        if (!data.isEmpty()) {
            int fid = twoOctets(data);
            administration.delete(
                    directory,
                    tree.child(directory, fid).orElseThrow(() -> new RefusedException(Refusal.FILE_NOT_FOUND)));
        } else if (file != null) {
            administration.delete(directory, file);
        } else {
            administration.delete(tree.parent(directory), directory);
            directory = tree.parent(directory);
        }
        look();
    }

    private void select(CardFile found) {
        if (found instanceof DedicatedFile selectedDirectory) {
            directory = selectedDirectory;
            file = null;
        } else {
            file = (ElementaryFile) found;
        }
        record = 0;
    }

    private ElementaryFile selected() throws RefusedException {
        if (file == null) {
            throw new RefusedException(Refusal.NO_EF_SELECTED);
        }
        return file;
    }

    private Octets select(CommandApdu command, boolean sim) throws RefusedException {
        CardFile found = sim ? find(twoOctets(command.data())) : findUicc(command);
        boolean answered = sim || command.p2() != 0x0C;
        if (!sim && command.p2() != 0x00 && command.p2() != 0x04 && command.p2() != 0x0C) {
            throw new RefusedException(Refusal.WRONG_P1_P2);
        }
        select(found);
        return answered ? describe(found, sim) : Octets.EMPTY;
    }

    private CardFile findUicc(CommandApdu command) throws RefusedException {
        Octets data = command.data();
        return switch (command.p1()) {
            case 0x00 -> data.isEmpty() ? tree.root() : find(twoOctets(data));
            case 0x03 -> tree.parent(directory);
            case 0x04 -> tree.application(data).orElseThrow(() -> new RefusedException(Refusal.FILE_NOT_FOUND));
            case 0x08 -> walk(tree.root(), data);
            case 0x09 -> walk(directory, data);
            default -> throw new RefusedException(Refusal.WRONG_P1_P2);
        };
    }

    private CardFile find(int fid) throws RefusedException {
        return tree.find(directory, fid).orElseThrow(() -> new RefusedException(Refusal.FILE_NOT_FOUND));
    }

    /** Follows file identifiers from a directory; 7FFF at the start of a path is the current ADF. */
    private CardFile walk(DedicatedFile from, Octets path) throws RefusedException {
        if (path.isEmpty() || path.length() % 2 != 0) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        CardFile at = from;
        for (int i = 0; i < path.length(); i += 2) {
            int fid = twoOctets(path.slice(i, i + 2));
            if (!(at instanceof DedicatedFile current)) {
                throw new RefusedException(Refusal.FILE_NOT_FOUND);
            }
            at = (i == 0 && fid == DedicatedFile.CURRENT_ADF ? tree.find(directory, fid) : tree.child(current, fid))
                    .orElseThrow(() -> new RefusedException(Refusal.FILE_NOT_FOUND));
        }
        return at;
    }

    private static int twoOctets(Octets data) throws RefusedException {
        if (data.length() != 2) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        return data.get(0) << 8 | data.get(1);
    }

    private Octets describe(CardFile described, boolean sim) {
        boolean activated = !(described instanceof ElementaryFile ef) || access.isActivated(ef);
        return sim ? FileDescriptions.simResponse(described, activated) : FileDescriptions.fcp(described, activated);
    }

    /** STATUS (TS 102 221 clause 11.1.2): P2 00 the FCP, 01 the AID, 0C nothing. */
    private Octets status(CommandApdu command, boolean sim) throws RefusedException {
        if (sim || command.p2() == 0x00) {
            return describe(directory, sim);
        }
        return switch (command.p2()) {
            case 0x01 -> directory.isAdf() ? directory.aid() : Octets.EMPTY;
            case 0x0C -> Octets.EMPTY;
            default -> throw new RefusedException(Refusal.WRONG_P1_P2);
        };
    }

    /**
     * P1 bit 8: the rest of P1 is a short file identifier, which no file here has.
     *
     * <pre>
     * P1 0xxxxxxx P2 xxxxxxxx   offset in the selected file
     * P1 100xxxxx P2 xxxxxxxx   SFI, offset
     * </pre>
     */
    private ElementaryFile transparentFile(CommandApdu command) throws RefusedException {
        if ((command.p1() & 0x80) != 0) {
            throw new RefusedException(Refusal.FILE_NOT_FOUND);
        }
        return selected();
    }

    private static int offset(CommandApdu command) {
        return command.p1() << 8 | command.p2();
    }

    /**
     * Moves the record pointer, or leaves it for P1 in mode absolute.
     *
     * <pre>
     * P2 xxxxx... SFI, 0 for the selected file   .....xxx mode: 2 next, 3 previous, 4 absolute (P1; 0 the current)
     * </pre>
     */
    private int recordNumber(CommandApdu command) throws RefusedException {
        if (command.p2() >> 3 != 0) {
            throw new RefusedException(Refusal.FILE_NOT_FOUND);
        }
        ElementaryFile current = selected();
        if (current.structure() == Structure.TRANSPARENT) {
            throw new RefusedException(Refusal.WRONG_STRUCTURE);
        }
        int last = current.records();
        boolean cyclic = current.structure() == Structure.CYCLIC;
        return switch (command.p2()) {
            case ABSOLUTE -> command.p1() == 0 ? record : command.p1();
            case NEXT -> {
                int next = cyclic && record == last ? 1 : record + 1;
                yield moveTo(next, last);
            }
            case PREVIOUS -> {
                int previous = record > 1 ? record - 1 : record == 0 || cyclic ? last : 0;
                yield moveTo(previous, last);
            }
            default -> throw new RefusedException(Refusal.WRONG_P1_P2);
        };
    }

    private int moveTo(int number, int last) throws RefusedException {
        if (number < 1 || number > last) {
            throw new RefusedException(Refusal.RECORD_NOT_FOUND);
        }
        record = number;
        return number;
    }

    /** A record is read whole: another Le than its length or 00 is wrong. */
    private Octets exactly(CommandApdu command, Octets data, boolean sim) throws RefusedException {
        if (sim && command.ne() != data.length()) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        wrongLe = exactLengths && command.ne() < data.length();
        return data;
    }

    private void updateRecord(CommandApdu command) throws RefusedException {
        if (selected().structure() == Structure.CYCLIC) {
            if (command.p2() != PREVIOUS) {
                throw new RefusedException(Refusal.WRONG_P1_P2);
            }
            access.updateOldest(selected(), command.data());
            record = 1;
        } else {
            access.updateRecord(selected(), recordNumber(command), command.data());
        }
    }

    /** SEARCH RECORD gives the numbers of the records; SEEK moves the pointer to the first, and tells it in type 2. */
    private Octets search(CommandApdu command, boolean sim) throws RefusedException {
        RecordSearch search = new RecordSearch(access, selected(), record);
        if (!sim) {
            return Octets.of(search.search(command));
        }
        record = search.seek(command);
        return (command.p2() & 0xF0) == 0x10 ? Octets.of(record) : Octets.EMPTY;
    }

    /** INCREASE: gives the sum, then what was added (TS 102 221 clause 11.1.8). */
    private Octets increase(CommandApdu command, boolean sim) throws RefusedException {
        if (sim && command.data().length() != 3) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        Octets sum = access.increase(selected(), command.data());
        record = 1;
        return Octets.concat(sum, command.data());
    }

    private void verify(CommandApdu command, boolean sim) throws RefusedException, VerificationFailedException {
        CardPins.Reference reference = CardPins.Reference.of(command.p2(), sim);
        CardPins pins = card.pins();
        if (command.data().isEmpty()) {
            throw new VerificationFailedException(pins.tries(reference));
        }
        if (command.data().length() != 8) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        if (!pins.verify(reference, command.data())) {
            throw new VerificationFailedException(pins.tries(reference));
        }
        access.grant(reference.opens());
    }
}
