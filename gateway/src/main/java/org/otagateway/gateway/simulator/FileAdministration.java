// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.Arrays;
import java.util.Set;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.gateway.simulator.ElementaryFile.Structure;
import org.otagateway.packet.bytes.Octets;

/** CREATE FILE, DELETE FILE and RESIZE FILE (TS 102 222 clauses 6.3, 6.4 and 6.10), by an administrator alone. */
final class FileAdministration {
    /** Octets that all files of a card have room for. */
    private static final int ROOM = 1 << 16;

    /** MF, and the two identifiers that no file may have (TS 102 221 clause 8.6). */
    private static final Set<Integer> RESERVED = Set.of(DedicatedFile.MF, 0x3FFF, DedicatedFile.CURRENT_ADF, 0xFFFF);

    private final FileTree issued;
    private final UiccState card;
    private final FileAccess access;

    FileAdministration(FileTree issued, UiccState card, FileAccess access) {
        this.issued = issued;
        this.card = card;
        this.access = access;
    }

    private FileTree tree() {
        return card.tree(issued);
    }

    /** Makes a file in a directory, and gives it. */
    CardFile create(DedicatedFile directory, Octets data) throws RefusedException {
        access.require(Access.ADM);
        CardFile made = FileControl.read(data).file();
        require(!RESERVED.contains(made.fid()), Refusal.WRONG_DATA);
        require(tree().child(directory, made.fid()).isEmpty() && directory.fid() != made.fid(), Refusal.FILE_EXISTS);
        int size = made instanceof ElementaryFile file ? file.size() : 0;
        require(
                used() + size <= ROOM
                        && tree().slotCount() < FileTree.MOST_FILES
                        && tree().directoryCount() < FileTree.MOST_FILES,
                Refusal.NO_MEMORY);
        card.changeTree(tree(), tree().with(directory, made));
        return made;
    }

    private int used() {
        return tree().files().stream().mapToInt(ElementaryFile::size).sum();
    }

    /** Deletes a file of a directory with all that is in it. */
    void delete(DedicatedFile directory, CardFile file) throws RefusedException {
        access.require(Access.ADM);
        boolean deletable = file != tree().root() && !(file instanceof DedicatedFile child && child.isAdf());
        require(deletable && directory.files().contains(file), Refusal.NOT_ALLOWED);
        card.changeTree(tree(), tree().without(directory, file));
    }

    /** Gives an EF of a directory another size, filled with FF or cut at its end; gives what it became. */
    ElementaryFile resize(DedicatedFile directory, Octets data) throws RefusedException {
        access.require(Access.ADM);
        FileControl control = FileControl.read(data);
        CardFile found = tree().child(directory, control.fileId())
                .orElseThrow(() -> new RefusedException(Refusal.FILE_NOT_FOUND));
        if (!(found instanceof ElementaryFile file) || file.structure() == Structure.CYCLIC) {
            throw new RefusedException(Refusal.WRONG_STRUCTURE);
        }
        ElementaryFile resized = control.resized(file);
        require(used() - file.size() + resized.size() <= ROOM, Refusal.NO_MEMORY);
        byte[] before = card.content(tree(), file);
        byte[] after = Arrays.copyOf(before, resized.size());
        if (after.length > before.length) {
            Arrays.fill(after, before.length, after.length, (byte) 0xFF);
        }
        boolean activated = card.isActivated(tree().slot(file));
        card.changeTree(tree(), tree().replacing(file, resized));
        card.write(tree(), resized, after);
        card.setActivated(tree().slot(resized), activated);
        return resized;
    }

    private static void require(boolean holds, Refusal otherwise) throws RefusedException {
        if (!holds) {
            throw new RefusedException(otherwise);
        }
    }
}
