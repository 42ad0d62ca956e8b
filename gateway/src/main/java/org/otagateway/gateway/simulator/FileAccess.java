// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.gateway.simulator.ElementaryFile.Structure;
import org.otagateway.packet.bytes.Octets;

/** Reads and writes the EFs of one card, under the rights that were granted. */
final class FileAccess {
    private final FileTree issued;
    private final UiccState card;
    private final Set<Access> granted = EnumSet.of(Access.ALWAYS);

    /**
     * @param issued the files that the card was issued with
     * @param rights what the application that runs the script may do
     */
    FileAccess(FileTree issued, UiccState card, Set<Access> rights) {
        this.issued = issued;
        this.card = card;
        granted.addAll(rights);
        granted.remove(Access.NEVER);
    }

    void grant(Access right) {
        granted.add(right);
    }

    private FileTree tree() {
        return card.tree(issued);
    }

    boolean isActivated(ElementaryFile file) {
        return card.isActivated(tree().slot(file));
    }

    void setActivated(ElementaryFile file, boolean activated) throws RefusedException {
        require(Access.ADM);
        card.setActivated(tree().slot(file), activated);
    }

    void require(Access right) throws RefusedException {
        if (!granted.contains(right)) {
            throw new RefusedException(Refusal.ACCESS_DENIED);
        }
    }

    private byte[] content(ElementaryFile file, Access right) throws RefusedException {
        require(right);
        if (!isActivated(file)) {
            throw new RefusedException(Refusal.DEACTIVATED);
        }
        return card.content(tree(), file);
    }

    private static void requireStructure(boolean right) throws RefusedException {
        if (!right) {
            throw new RefusedException(Refusal.WRONG_STRUCTURE);
        }
    }

    /** The octets of a transparent file from {@code offset} to its end. */
    Octets readBinary(ElementaryFile file, int offset) throws RefusedException {
        requireStructure(file.structure() == Structure.TRANSPARENT);
        byte[] content = content(file, file.read());
        if (offset >= content.length) {
            throw new RefusedException(Refusal.OUTSIDE_THE_FILE);
        }
        return Octets.copyOf(content, offset, content.length - offset);
    }

    void updateBinary(ElementaryFile file, int offset, Octets data) throws RefusedException {
        requireStructure(file.structure() == Structure.TRANSPARENT);
        byte[] content = content(file, file.update());
        if (data.isEmpty()) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        if (offset >= content.length) {
            throw new RefusedException(Refusal.OUTSIDE_THE_FILE);
        }
        if (offset + data.length() > content.length) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        byte[] changed = content.clone();
        data.copyTo(changed, offset);
        card.write(tree(), file, changed);
    }

    Octets readRecord(ElementaryFile file, int number) throws RefusedException {
        requireStructure(file.structure() != Structure.TRANSPARENT);
        byte[] content = content(file, file.read());
        requireRecord(file, number);
        return Octets.copyOf(content, (number - 1) * file.recordLength(), file.recordLength());
    }

    void updateRecord(ElementaryFile file, int number, Octets data) throws RefusedException {
        requireStructure(file.structure() == Structure.LINEAR_FIXED);
        byte[] content = content(file, file.update());
        requireRecord(file, number);
        requireRecordLength(file, data);
        byte[] changed = content.clone();
        data.copyTo(changed, (number - 1) * file.recordLength());
        card.write(tree(), file, changed);
    }

    /** Writes over the oldest record of a cyclic file, which becomes record 1. */
    void updateOldest(ElementaryFile file, Octets data) throws RefusedException {
        requireStructure(file.structure() == Structure.CYCLIC);
        byte[] content = content(file, file.update());
        requireRecordLength(file, data);
        byte[] changed = new byte[content.length];
        data.copyTo(changed, 0);
        System.arraycopy(content, 0, changed, file.recordLength(), content.length - file.recordLength());
        card.write(tree(), file, changed);
    }

    /** Adds to record 1 of a cyclic file and stores the sum as the newest record; gives the sum. */
    Octets increase(ElementaryFile file, Octets addend) throws RefusedException {
        requireStructure(file.structure() == Structure.CYCLIC);
        Octets newest = Octets.copyOf(content(file, file.update()), 0, file.recordLength());
        if (addend.isEmpty() || addend.length() > newest.length()) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        byte[] sum = newest.toByteArray();
        int carry = 0;
        for (int i = 1; i <= sum.length; i++) {
            int digit = i <= addend.length() ? addend.get(addend.length() - i) : 0;
            int total = (sum[sum.length - i] & 0xFF) + digit + carry;
            sum[sum.length - i] = (byte) total;
            carry = total >> 8;
        }
        if (carry != 0) {
            throw new RefusedException(Refusal.MAXIMUM_REACHED);
        }
        updateOldest(file, Octets.copyOf(sum));
        return Octets.copyOf(sum);
    }

    /**
     * The numbers of the records that hold {@code pattern}, from {@code start} on, forwards or backwards.
     *
     * @param offset of the first octet, or where {@code byValue} the octet behind whose first occurrence it starts
     */
    int[] search(ElementaryFile file, int start, boolean forwards, Octets pattern, boolean byValue, int offset)
            throws RefusedException {
        requireStructure(file.structure() != Structure.TRANSPARENT);
        byte[] content = content(file, file.read());
        requireRecord(file, start);
        int[] found = new int[file.records()];
        int count = 0;
        for (int number = start; number >= 1 && number <= file.records(); number += forwards ? 1 : -1) {
            Octets record = Octets.copyOf(content, (number - 1) * file.recordLength(), file.recordLength());
            if (holds(record, byValue ? behind(record, offset) : offset, pattern)) {
                found[count++] = number;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static boolean holds(Octets record, int from, Octets pattern) {
        for (int at = from; at + pattern.length() <= record.length(); at++) {
            if (record.from(at).startsWith(pattern)) {
                return true;
            }
        }
        return false;
    }

    /** The place behind the first octet of that value; the end where there is none. */
    private static int behind(Octets record, int value) {
        for (int i = 0; i < record.length(); i++) {
            if (record.get(i) == value) {
                return i + 1;
            }
        }
        return record.length();
    }

    private static void requireRecord(ElementaryFile file, int number) throws RefusedException {
        if (number < 1 || number > file.records()) {
            throw new RefusedException(Refusal.RECORD_NOT_FOUND);
        }
    }

    private static void requireRecordLength(ElementaryFile file, Octets data) throws RefusedException {
        if (data.length() != file.recordLength()) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
    }
}
