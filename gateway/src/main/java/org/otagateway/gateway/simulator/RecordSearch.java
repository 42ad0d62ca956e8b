// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;

/** SEARCH RECORD (TS 102 221 clause 11.1.7) and SEEK (TS 51.011 clause 8.7) in the records of one EF. */
final class RecordSearch {
    private static final int FORWARDS = 4;
    private static final int BACKWARDS = 5;
    private static final int ENHANCED = 6;

    private final FileAccess access;
    private final ElementaryFile file;
    private final int record;

    /** @param record the current one, 0 for none */
    RecordSearch(FileAccess access, ElementaryFile file, int record) {
        this.access = access;
        this.file = file;
        this.record = record;
    }

    /** The numbers of the records found: P2 04 forwards or 05 backwards from record P1, 06 as the data says. */
    int[] search(CommandApdu command) throws RefusedException {
        Octets pattern = pattern(command);
        return switch (command.p2()) {
            case FORWARDS, BACKWARDS ->
                found(access.search(file, from(command), command.p2() == FORWARDS, pattern, false, 0));
            case ENHANCED -> enhanced(command);
            default -> throw new RefusedException(Refusal.WRONG_P1_P2);
        };
    }

    /**
     * Enhanced search: where in each record the search starts, then which record is the first.
     *
     * <pre>
     * b4 0: the second octet is an offset, 1: it is a value, and the search starts behind its first occurrence
     * b3–b1 4: forwards from P1, 5: backwards from P1, 6: forwards from the next record, 7: backwards from the one before
     * </pre>
     */
    private int[] enhanced(CommandApdu command) throws RefusedException {
        Octets data = command.data();
        int how = data.get(0) & 0x07;
        if (data.length() < 3 || how < FORWARDS) {
            throw new RefusedException(Refusal.WRONG_DATA);
        }
        int start = switch (how) {
            case 6 -> record + 1;
            case 7 -> record == 0 ? file.records() : record - 1;
            default -> from(command);
        };
        boolean byValue = (data.get(0) & 0x08) != 0;
        return found(access.search(file, start, how % 2 == 0, data.from(2), byValue, data.get(1)));
    }

    /** The record found: P2 b4–b1 0 from the first on, 1 from the last back, 2 from the next on, 3 from the one before. */
    int seek(CommandApdu command) throws RefusedException {
        Octets pattern = pattern(command);
        boolean forwards = (command.p2() & 1) == 0;
        int start;
        if ((command.p2() & 0x0F) < 2) {
            start = forwards ? 1 : file.records();
        } else {
            start = forwards ? record + 1 : record - 1;
        }
        return found(access.search(file, start, forwards, pattern, false, 0))[0];
    }

    private int from(CommandApdu command) {
        return command.p1() == 0 ? record : command.p1();
    }

    private static Octets pattern(CommandApdu command) throws RefusedException {
        if (command.data().isEmpty()) {
            throw new RefusedException(Refusal.WRONG_LENGTH);
        }
        return command.data();
    }

    private static int[] found(int[] records) throws RefusedException {
        if (records.length == 0) {
            throw new RefusedException(Refusal.PATTERN_NOT_FOUND);
        }
        return records;
    }
}
