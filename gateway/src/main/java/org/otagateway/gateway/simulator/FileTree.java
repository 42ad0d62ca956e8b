// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.gateway.simulator.ElementaryFile.Personalisation;
import org.otagateway.gateway.simulator.ElementaryFile.Structure;
import org.otagateway.packet.bytes.Octets;

/**
 * The files that all cards of a kind have. It is the same object for a million cards; each keeps only what it has
 * written.
 */
// Files are known by identity: two directories may hold files that are equal, and they are two.
@SuppressWarnings("ReferenceEquality")
final class FileTree {
    /** AID of a USIM: RID of 3GPP, application 1002, then what the issuer chose (TS 101 220 annex E). */
    static final Octets USIM_AID = Octets.hex("a0000000871002ff49ff0589");

    /** EFs of a tree at most: a card keeps one bit for each. */
    static final int MOST_FILES = Long.SIZE;

    private static final int USIM_FID = 0x7FF0;

    private final DedicatedFile root;
    private final IdentityHashMap<DedicatedFile, DedicatedFile> parents = new IdentityHashMap<>();
    private final IdentityHashMap<ElementaryFile, Integer> slots = new IdentityHashMap<>();

    /** The tree below {@code root}, the MF. */
    FileTree(DedicatedFile root) {
        this.root = root;
        index(root);
        if (slots.size() > MOST_FILES) {
            throw new IllegalArgumentException("file tree: expected up to 64 EFs, got " + slots.size());
        }
    }

    /** This tree with one more file in a directory. */
    FileTree with(DedicatedFile directory, CardFile file) {
        return rebuilt(at -> at == directory ? directory.with(file).files() : at.files());
    }

    /** This tree without a file of a directory, and what is in it. */
    FileTree without(DedicatedFile directory, CardFile file) {
        return rebuilt(at -> at == directory
                ? at.files().stream().filter(other -> other != file).toList()
                : at.files());
    }

    /** This tree with another EF wherever {@code file} was. */
    FileTree replacing(ElementaryFile file, ElementaryFile other) {
        return rebuilt(at ->
                at.files().stream().map(each -> each == file ? other : each).toList());
    }

    private FileTree rebuilt(Function<DedicatedFile, List<CardFile>> files) {
        return new FileTree(rebuilt(root, files));
    }

    private static DedicatedFile rebuilt(DedicatedFile directory, Function<DedicatedFile, List<CardFile>> files) {
        List<CardFile> children = new ArrayList<>();
        for (CardFile file : files.apply(directory)) {
            children.add(file instanceof DedicatedFile child ? rebuilt(child, files) : file);
        }
        return new DedicatedFile(directory.fid(), directory.aid(), children);
    }

    /** The directory at the place that {@code directory} has in another tree; the MF where there is none. */
    DedicatedFile at(FileTree other, DedicatedFile directory) {
        if (directory == other.root) {
            return root;
        }
        DedicatedFile above = at(other, other.parent(directory));
        for (CardFile file : above.files()) {
            if (file instanceof DedicatedFile child
                    && child.fid() == directory.fid()
                    && child.aid().equals(directory.aid())) {
                return child;
            }
        }
        return root;
    }

    /** All EFs, in no order. */
    Set<ElementaryFile> files() {
        return slots.keySet();
    }

    /** The number of directories below the MF. */
    int directoryCount() {
        return parents.size();
    }

    boolean has(ElementaryFile file) {
        return slots.containsKey(file);
    }

    private void index(DedicatedFile directory) {
        for (CardFile file : directory.files()) {
            if (file instanceof DedicatedFile child) {
                parents.put(child, directory);
                index(child);
            } else if (file instanceof ElementaryFile ef) {
                slots.putIfAbsent(ef, slots.size());
            }
        }
    }

    DedicatedFile root() {
        return root;
    }

    /** The directory around it; of the MF itself. */
    DedicatedFile parent(DedicatedFile directory) {
        return parents.getOrDefault(directory, root);
    }

    /** The number of different EFs, at most 64. */
    int slotCount() {
        return slots.size();
    }

    /** The place of a file's content in a card's store, from 0. */
    int slot(ElementaryFile file) {
        Integer slot = slots.get(file);
        if (slot == null) {
            throw new IllegalArgumentException("no such file in this tree");
        }
        return slot;
    }

    /** The ADF whose AID begins with {@code aid}, which may be cut (TS 102 221 clause 8.5.1.2). */
    Optional<DedicatedFile> application(Octets aid) {
        return parents.keySet().stream()
                .filter(DedicatedFile::isAdf)
                .filter(adf -> !aid.isEmpty() && adf.aid().startsWith(aid))
                .findFirst();
    }

    /**
     * What a file identifier names, seen from a directory: the MF, the current ADF, a file in the directory, the directory
     * itself, its parent, or a DF beside it (TS 102 221 clause 8.4.1).
     */
    Optional<CardFile> find(DedicatedFile from, int fid) {
        if (fid == DedicatedFile.MF) {
            return Optional.of(root);
        }
        if (fid == DedicatedFile.CURRENT_ADF) {
            return Optional.ofNullable(adfAround(from));
        }
        Optional<CardFile> child = child(from, fid);
        if (child.isPresent()) {
            return child;
        }
        if (from.fid() == fid && !from.isAdf()) {
            return Optional.of(from);
        }
        DedicatedFile parent = parent(from);
        if (parent.fid() == fid) {
            return Optional.of(parent);
        }
        return child(parent, fid).filter(file -> file instanceof DedicatedFile);
    }

    /** The file in a directory with that identifier; an ADF has none that a terminal knows. */
    Optional<CardFile> child(DedicatedFile directory, int fid) {
        return directory.files().stream()
                .filter(file -> file.fid() == fid && !(file instanceof DedicatedFile d && d.isAdf()))
                .findFirst();
    }

    private @Nullable DedicatedFile adfAround(DedicatedFile from) {
        for (DedicatedFile at = from; at != null; at = parents.get(at)) {
            if (at.isAdf()) {
                return at;
            }
        }
        return null;
    }

    /** The files of the demo's cards: MF, DF.TELECOM, DF.GSM and ADF.USIM, with the lengths of TS 31.102 and TS 51.011. */
    static FileTree standard() {
        ElementaryFile iccid = ElementaryFile.transparent(0x2FE2, 10, Access.ALWAYS, Access.NEVER)
                .holding(Personalisation.ICCID);
        ElementaryFile dir = ElementaryFile.linear(0x2F00, 32, 2, Access.ALWAYS, Access.ADM)
                .holding(Octets.concat(Octets.of(0x61, 2 + USIM_AID.length(), 0x4F, USIM_AID.length()), USIM_AID));
        ElementaryFile imsi =
                ElementaryFile.transparent(0x6F07, 9, Access.PIN1, Access.ADM).holding(Personalisation.IMSI);
        ElementaryFile spn = ElementaryFile.transparent(0x6F46, 17, Access.ALWAYS, Access.ADM);
        ElementaryFile fplmn = ElementaryFile.transparent(0x6F7B, 12, Access.PIN1, Access.PIN1);
        ElementaryFile plmnWithAct = ElementaryFile.transparent(0x6F60, 40, Access.PIN1, Access.PIN1);
        ElementaryFile operatorPlmn = ElementaryFile.transparent(0x6F61, 40, Access.PIN1, Access.ADM);
        ElementaryFile homePlmn = ElementaryFile.transparent(0x6F62, 5, Access.PIN1, Access.ADM);
        ElementaryFile accessClass = ElementaryFile.transparent(0x6F78, 2, Access.PIN1, Access.ADM);
        ElementaryFile administrative =
                ElementaryFile.transparent(0x6FAD, 4, Access.ALWAYS, Access.ADM).holding(Octets.hex("00000002"));
        ElementaryFile fixedDialling = ElementaryFile.linear(0x6F3B, 30, 10, Access.PIN1, Access.PIN2);
        ElementaryFile msisdn =
                ElementaryFile.linear(0x6F40, 30, 2, Access.PIN1, Access.PIN1).holding(Personalisation.MSISDN);
        ElementaryFile callMeter = new ElementaryFile(
                0x6F39,
                Structure.CYCLIC,
                3,
                5,
                Access.PIN1,
                Access.PIN1,
                Personalisation.NONE,
                Octets.hex("000000000000000000000000000000"));
        ElementaryFile accessRules = ElementaryFile.linear(0x6F06, 40, 4, Access.ALWAYS, Access.ADM)
                .holding(Octets.hex("8001019000800102a406830101950108800100a40683010a950108"));
        DedicatedFile telecom = DedicatedFile.of(0x7F10, fixedDialling, msisdn);
        DedicatedFile gsm = DedicatedFile.of(
                0x7F20, imsi, spn, fplmn, plmnWithAct, operatorPlmn, homePlmn, accessClass, administrative, callMeter);
        DedicatedFile usim = new DedicatedFile(
                USIM_FID,
                USIM_AID,
                List.of(
                        imsi,
                        spn,
                        fplmn,
                        plmnWithAct,
                        operatorPlmn,
                        homePlmn,
                        accessClass,
                        administrative,
                        fixedDialling,
                        msisdn,
                        callMeter,
                        accessRules));
        return new FileTree(DedicatedFile.of(DedicatedFile.MF, dir, iccid, telecom, gsm, usim));
    }
}
