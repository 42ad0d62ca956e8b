// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.globalplatform.Aid;

/**
 * The commands of remote file management (TS 102 226 clause 7, TS 102 221 clause 11, TS 102 222 clause 6; TS 51.011
 * clause 9 with CLA A0). SELECT asks for no answer, which would be thrown away in a script.
 */
public enum FileCommand {
    /** CLA 00: the file system of a UICC. */
    UICC(0x00),
    /** CLA A0: the file system of a 2G SIM. */
    SIM(0xA0);

    private static final int MAX_DATA = 255;
    private static final int MAX_OFFSET = 0x7FFF;
    private static final int BY_IDENTIFIER = 0x00;
    private static final int BY_AID = 0x04;
    private static final int BY_PATH_FROM_MF = 0x08;
    private static final int NO_ANSWER = 0x0C;
    private static final int ABSOLUTE = 0x04;
    private static final int MF = 0x3F00;

    private final int cla;

    FileCommand(int cla) {
        this.cla = cla;
    }

    /** The class of its commands. */
    public int cla() {
        return cla;
    }

    /** SELECT by file identifier, 0…FFFF. */
    public CommandApdu select(int identifier) {
        if (identifier < 0 || identifier > 0xFFFF) {
            throw new IllegalArgumentException("file identifier: expected 0000 to ffff, got " + identifier);
        }
        return new CommandApdu(
                cla,
                0xA4,
                BY_IDENTIFIER,
                this == UICC ? NO_ANSWER : 0,
                Octets.of(identifier >>> 8, identifier & 0xFF),
                0);
    }

    /** SELECT of an ADF. */
    public static CommandApdu select(Aid application) {
        return new CommandApdu(0x00, 0xA4, BY_AID, NO_ANSWER, application.value(), 0);
    }

    /** The commands that select a file: one by its path, or from the MF down where the file system knows no paths. */
    public List<CommandApdu> select(FilePath path) {
        if (this == UICC) {
            return List.of(new CommandApdu(cla, 0xA4, BY_PATH_FROM_MF, NO_ANSWER, path.encode(), 0));
        }
        if (path.identifiers().get(0) == FilePath.ADF) {
            throw new IllegalArgumentException("path: a SIM has no ADF 7fff");
        }
        List<CommandApdu> down = new ArrayList<>();
        down.add(select(MF));
        path.identifiers().forEach(identifier -> down.add(select(identifier)));
        return down;
    }

    /**
     * READ BINARY.
     *
     * @param offset 0…7FFF
     * @param length octets, 1…256
     */
    public CommandApdu readBinary(int offset, int length) {
        within("offset", offset, 0, MAX_OFFSET);
        within("length", length, 1, 256);
        return new CommandApdu(cla, 0xB0, offset >>> 8, offset & 0xFF, Octets.EMPTY, length);
    }

    /**
     * UPDATE BINARY, cut where the value is longer than one command takes.
     *
     * @param offset of the first octet, 0…7FFF
     * @param value at least one octet
     * @param most octets in one command, 1…255
     */
    public List<CommandApdu> updateBinary(int offset, Octets value, int most) {
        within("octets in one command", most, 1, MAX_DATA);
        within("value octets", value.length(), 1, MAX_OFFSET + 1);
        within("offset of the last octet", offset + value.length() - 1, 0, MAX_OFFSET);
        within("offset", offset, 0, MAX_OFFSET);
        List<CommandApdu> updates = new ArrayList<>();
        for (int at = 0; at < value.length(); at += most) {
            Octets part = value.slice(at, Math.min(at + most, value.length()));
            int start = offset + at;
            updates.add(new CommandApdu(cla, 0xD6, start >>> 8, start & 0xFF, part, 0));
        }
        return updates;
    }

    /**
     * READ RECORD.
     *
     * @param record 1…254
     * @param length octets, 1…256
     */
    public CommandApdu readRecord(int record, int length) {
        within("record", record, 1, 254);
        within("length", length, 1, 256);
        return new CommandApdu(cla, 0xB2, record, ABSOLUTE, Octets.EMPTY, length);
    }

    /**
     * UPDATE RECORD.
     *
     * @param record 1…254
     * @param value the whole record, 1…255 octets
     */
    public CommandApdu updateRecord(int record, Octets value) {
        within("record", record, 1, 254);
        within("value octets", value.length(), 1, MAX_DATA);
        return new CommandApdu(cla, 0xDC, record, ABSOLUTE, value, 0);
    }

    /**
     * SEARCH RECORD, simple, forward; the answer are the numbers of the records found.
     *
     * @param from record to start with, 1…254
     * @param pattern 1…255 octets
     */
    public static CommandApdu searchRecord(int from, Octets pattern) {
        within("record", from, 1, 254);
        within("pattern octets", pattern.length(), 1, MAX_DATA);
        return new CommandApdu(0x00, 0xA2, from, ABSOLUTE, pattern, 256);
    }

    /**
     * SEEK of type 2, forward from the first record; the answer is the number of the record found (TS 51.011 clause 8.7).
     *
     * @param pattern 1…16 octets
     */
    public static CommandApdu seek(Octets pattern) {
        within("pattern octets", pattern.length(), 1, 16);
        return new CommandApdu(0xA0, 0xA2, 0, 0x10, pattern, 0);
    }

    /**
     * GET RESPONSE: what the command before has to say, where that carried data and no Le.
     *
     * @param length octets, 1…256
     */
    public CommandApdu getResponse(int length) {
        within("length", length, 1, 256);
        return new CommandApdu(cla, 0xC0, 0, 0, Octets.EMPTY, length);
    }

    /** ACTIVATE FILE (2G: REHABILITATE) of the file that is selected. */
    public CommandApdu activate() {
        return new CommandApdu(cla, 0x44, 0, 0, Octets.EMPTY, 0);
    }

    /** DEACTIVATE FILE (2G: INVALIDATE) of the file that is selected. */
    public CommandApdu deactivate() {
        return new CommandApdu(cla, 0x04, 0, 0, Octets.EMPTY, 0);
    }

    /**
     * VERIFY PIN, filled up with FF (TS 102 221 clause 11.1.9).
     *
     * @param reference 01 PIN, 81 PIN2, 0A to 0E administrative; 01 and 02 for a SIM
     * @param pin 4 to 8 octets: digits in ASCII, or as the maker of the card says
     */
    public CommandApdu verifyPin(int reference, SecretOctets pin) {
        within("PIN reference", reference, 1, 0xFF);
        within("PIN octets", pin.length(), 4, 8);
        byte[] value = pin.reveal();
        try {
            return new CommandApdu(cla, 0x20, 0, reference, Fill.to(8, Octets.copyOf(value)), 0);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    /** DELETE FILE below the selected DF (TS 102 222 clause 6.4). */
    public static CommandApdu delete(int identifier) {
        within("file identifier", identifier, 0, 0xFFFF);
        return new CommandApdu(0x00, 0xE4, 0, 0, Octets.of(identifier >>> 8, identifier & 0xFF), 0);
    }

    /**
     * RESIZE FILE below the selected DF (TS 102 222 clause 6.10).
     *
     * @param size the new size, octets, 1…FFFF
     */
    public static CommandApdu resize(int identifier, int size) {
        within("file identifier", identifier, 0, 0xFFFF);
        within("size", size, 1, 0xFFFF);
        Octets template = Octets.concat(
                Octets.of(0x83, 2, identifier >>> 8, identifier & 0xFF), Octets.of(0x80, 2, size >>> 8, size & 0xFF));
        return new CommandApdu(0x80, 0xD4, 0, 0, Octets.concat(Octets.of(0x62, template.length()), template), 0);
    }

    static void within(String field, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(field + ": expected " + min + " to " + max + ", got " + value);
        }
    }
}
