// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.Octets;

/**
 * LOAD (Card Specification clause 11.6).
 *
 * <pre>
 * CLA 80 | INS E8 | P1 00 more follow, 80 last | P2 block number | Lc | block
 * </pre>
 *
 * @param last true for the last block
 * @param number of the block from 0 on, at most 255
 * @param block 1…255 octets
 */
public record LoadCommand(boolean last, int number, Octets block) implements RamCommand {
    static final int INS = 0xE8;
    static final int MAX_BLOCKS = 256;
    static final int MAX_BLOCK_LENGTH = 255;

    private static final int LAST = 0x80;

    public LoadCommand {
        if (number < 0 || number >= MAX_BLOCKS) {
            throw new IllegalArgumentException("block number: expected 0 to 255, got " + number);
        }
        if (block.isEmpty() || block.length() > MAX_BLOCK_LENGTH) {
            throw new IllegalArgumentException("block: expected 1 to 255 octets, got " + block.length());
        }
    }

    @Override
    public CommandApdu command() {
        return RamApdu.of(INS, last ? LAST : 0, number, block, 0);
    }

    static LoadCommand read(CommandApdu command) throws MalformedException {
        if ((command.p1() & ~LAST) != 0) {
            throw RamApdu.fail(command, "P1", "00 or 80", command.p1());
        }
        int length = command.data().length();
        if (length == 0 || length > MAX_BLOCK_LENGTH) {
            throw RamApdu.reader(command, "GPC 11.6").fail("block", 0, "1 to 255 octets", length + " octets");
        }
        return new LoadCommand(command.p1() != 0, command.p2(), command.data());
    }
}
