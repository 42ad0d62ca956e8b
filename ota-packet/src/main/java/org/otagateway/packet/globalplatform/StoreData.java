// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.Octets;

/**
 * STORE DATA (Card Specification clause 11.11).
 *
 * <pre>
 * CLA 80 | INS E2 | P1 b8 last, b7b6 ciphering, b5b4 structure, b1 answer wanted | P2 block number | Lc | data
 * </pre>
 *
 * @param last true for the last block
 * @param ciphering whether the data is ciphered by itself
 * @param structure how the data is built
 * @param answer true where the application answers with data
 * @param number of the block, 0…255
 * @param data 0…255 octets
 */
public record StoreData(boolean last, Ciphering ciphering, Structure structure, boolean answer, int number, Octets data)
        implements RamCommand {
    static final int INS = 0xE2;

    private static final int LAST = 0x80;
    private static final int ANSWER = 0x01;
    private static final int RESERVED = 0x06;

    /** P1, b7 and b6. */
    public enum Ciphering {
        NONE_SAID(0x00),
        BY_APPLICATION(0x20),
        CIPHERED(0x60);

        private final int code;

        Ciphering(int code) {
            this.code = code;
        }
    }

    /** P1, b5 and b4. */
    public enum Structure {
        NONE_SAID(0x00),
        /** Data grouping identifiers: DGI 2, length 1 or 3, value. */
        DGI(0x08),
        BER_TLV(0x10);

        private final int code;

        Structure(int code) {
            this.code = code;
        }
    }

    public StoreData {
        if (number < 0 || number > 0xFF) {
            throw new IllegalArgumentException("block number: expected 0 to 255, got " + number);
        }
        if (data.length() > 255) {
            throw new IllegalArgumentException("data: expected at most 255 octets, got " + data.length());
        }
    }

    @Override
    public CommandApdu command() {
        int p1 = (last ? LAST : 0) | ciphering.code | structure.code | (answer ? ANSWER : 0);
        return RamApdu.of(INS, p1, number, data, answer ? 256 : 0);
    }

    static StoreData read(CommandApdu command) throws MalformedException {
        int p1 = command.p1();
        for (Ciphering ciphering : Ciphering.values()) {
            for (Structure structure : Structure.values()) {
                int known = LAST | ANSWER | RESERVED;
                if ((p1 & ~known) == (ciphering.code | structure.code) && (p1 & RESERVED) == 0) {
                    return new StoreData(
                            (p1 & LAST) != 0, ciphering, structure, (p1 & ANSWER) != 0, command.p2(), command.data());
                }
            }
        }
        throw RamApdu.fail(command, "P1", "b7b6 00, 01 or 11, b5b4 00, 01 or 10, b3b2 00", p1);
    }
}
