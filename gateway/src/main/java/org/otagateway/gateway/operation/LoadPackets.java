// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.LoadCommand;
import org.otagateway.packet.globalplatform.LoadFile;

/**
 * Cuts a load file into LOAD commands and these into packets, so that as few packets as can be carry it: each is filled to
 * its last octet. 256 blocks is all that a card takes, so that of a long file a packet carries fewer and longer ones.
 */
final class LoadPackets {
    private static final int HEADER_AND_LC = 5;
    private static final int MOST_BLOCK = 255;
    private static final int MOST_BLOCKS = 256;

    private final ScriptFormat format;
    private final int room;

    /** @param room octets of script that a packet carries */
    LoadPackets(ScriptFormat format, int room) {
        this.format = format;
        this.room = room;
    }

    /**
     * The LOAD commands by packets.
     *
     * @param first what stands before them in the first packet
     * @return the commands of each packet without {@code first}, which may leave no room for one; empty where 256 blocks of
     *     this room do not hold the file
     */
    Optional<List<List<LoadCommand>>> cut(LoadFile file, CommandApdu first) {
        Octets all = file.encode();
        int before = ScriptSize.ofCommand(format, first);
        // the shorter blocks are allowed, the fuller the packets, and the more blocks there are
        for (int least = 1; least <= MOST_BLOCK; least++) {
            List<List<Integer>> lengths = lengths(all.length(), before, least);
            int blocks = lengths.stream().mapToInt(List::size).sum();
            if (blocks > 0 && blocks <= MOST_BLOCKS) {
                return Optional.of(commands(all, lengths));
            }
        }
        return Optional.empty();
    }

    /** The lengths of the blocks by packets; none where no packet carries one. */
    private List<List<Integer>> lengths(int octets, int before, int least) {
        List<List<Integer>> packets = new ArrayList<>();
        int left = octets;
        int content = before;
        while (left > 0) {
            List<Integer> packet = new ArrayList<>();
            while (left > 0) {
                int block = longest(content, left);
                if (block < Math.min(least, left)) {
                    break;
                }
                packet.add(block);
                content += ScriptSize.ofCommand(format, HEADER_AND_LC + block);
                left -= block;
            }
            if (packet.isEmpty() && !packets.isEmpty()) {
                return List.of();
            }
            packets.add(packet);
            content = 0;
        }
        return packets;
    }

    /** The longest block that fits behind {@code content} octets of commands; 0 where none does. */
    private int longest(int content, int left) {
        int block = Math.min(MOST_BLOCK, left);
        while (block > 0
                && ScriptSize.ofScript(format, content + ScriptSize.ofCommand(format, HEADER_AND_LC + block)) > room) {
            block--;
        }
        return block;
    }

    private static List<List<LoadCommand>> commands(Octets all, List<List<Integer>> lengths) {
        List<List<LoadCommand>> packets = new ArrayList<>();
        int at = 0;
        int number = 0;
        for (List<Integer> packet : lengths) {
            List<LoadCommand> commands = new ArrayList<>();
            for (int length : packet) {
                int end = at + length;
                commands.add(new LoadCommand(end == all.length(), number++, all.slice(at, end)));
                at = end;
            }
            packets.add(commands);
        }
        return packets;
    }
}
