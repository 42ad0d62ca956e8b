// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;

/**
 * CREATE FILE of an EF below the selected DF (TS 102 222 clause 6.3): activated, its access rules by reference to EF.ARR.
 *
 * <pre>
 * CLA 00 | INS E0 | 00 | 00 | Lc | 62 L
 *   82 02 41 21, or 82 04 42 (cyclic 46) 21 00 record length | 83 02 identifier | 8A 01 05 | 8B 03 EF.ARR 2, record 1 |
 *   80 02 size | 88 00: no short file identifier |
 * </pre>
 *
 * @param identifier 0…FFFF
 * @param structure how it is built
 * @param size octets of a transparent file, 1…FFFF; of the others the number of records, 1…254
 * @param recordLength octets of a record, 1…255; 0 of a transparent file
 * @param rulesFile identifier of EF.ARR, 0…FFFF
 * @param rulesRecord record in it, 1…254
 */
public record CreateFile(
        int identifier, Structure structure, int size, int recordLength, int rulesFile, int rulesRecord) {
    private static final int ACTIVATED = 0x05;
    private static final int CODING = 0x21;

    /** @throws IllegalArgumentException where a field is out of its range */
    public CreateFile {
        boolean transparent = structure == Structure.TRANSPARENT;
        FileCommand.within("file identifier", identifier, 0, 0xFFFF);
        FileCommand.within("size", size, 1, transparent ? 0xFFFF : 254);
        FileCommand.within("record length", recordLength, transparent ? 0 : 1, transparent ? 0 : 255);
        FileCommand.within("identifier of EF.ARR", rulesFile, 0, 0xFFFF);
        FileCommand.within("record of EF.ARR", rulesRecord, 1, 254);
    }

    public CommandApdu command() {
        Octets descriptor = switch (structure) {
            case TRANSPARENT -> Octets.of(0x82, 2, 0x41, CODING);
            case LINEAR_FIXED -> Octets.of(0x82, 4, 0x42, CODING, 0, recordLength);
            case CYCLIC -> Octets.of(0x82, 4, 0x46, CODING, 0, recordLength);
        };
        int octets = structure == Structure.TRANSPARENT ? size : size * recordLength;
        Octets template = Octets.concat(
                descriptor,
                Octets.of(0x83, 2, identifier >>> 8, identifier & 0xFF),
                Octets.of(0x8A, 1, ACTIVATED),
                Octets.of(0x8B, 3, rulesFile >>> 8, rulesFile & 0xFF, rulesRecord),
                Octets.of(0x80, 2, octets >>> 8, octets & 0xFF),
                Octets.of(0x88, 0));
        return new CommandApdu(0x00, 0xE0, 0, 0, Octets.concat(Octets.of(0x62, template.length()), template), 0);
    }
}
