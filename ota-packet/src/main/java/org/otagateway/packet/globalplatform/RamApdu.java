// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** The APDUs of remote applet management: instructions, and reading by them. */
final class RamApdu {
    static final int DELETE = 0xE4;
    static final int INSTALL = 0xE6;
    static final int MAX_DATA = 255;

    private RamApdu() {}

    static RamCommand read(CommandApdu command) throws MalformedException {
        if (command.data().length() > MAX_DATA) {
            throw reader(command, "GPC 11")
                    .fail("data", 0, "at most 255 octets", command.data().length() + " octets");
        }
        return switch (command.ins()) {
            case DELETE -> DeleteReader.read(command);
            case GetData.INS -> new GetData(command.p1() << 8 | command.p2());
            case GetStatus.INS -> GetStatus.read(command);
            case INSTALL -> new InstallReader(command).read();
            case LoadCommand.INS -> LoadCommand.read(command);
            case PutKey.INS -> PutKey.decode(command).orThrow();
            case SetStatus.INS -> SetStatus.read(command);
            case StoreData.INS -> StoreData.read(command);
            default -> throw fail(command, "INS", "ca, d8, e2, e4, e6, e8, f0 or f2", command.ins());
        };
    }

    /** A command in clear. */
    static CommandApdu of(int ins, int p1, int p2, Octets data, int ne) {
        if (data.length() > MAX_DATA) {
            throw new IllegalArgumentException("command data: expected at most 255 octets, got " + data.length());
        }
        return new CommandApdu(0x80, ins, p1, p2, data, ne);
    }

    static OctetReader reader(CommandApdu command, String clause) {
        return new OctetReader(command.data(), clause);
    }

    /** A header octet is wrong. */
    static MalformedException fail(CommandApdu command, String field, String expected, int actual) {
        return reader(command, "GPC 11").fail(field, 0, expected, OctetReader.hex8(actual));
    }
}
