// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.OptionalInt;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** Reads DELETE: its objects in any order, each once, of an application or of keys. */
final class DeleteReader {
    static final int AID = 0x4F;
    static final int TOKEN = 0x9E;
    static final int IDENTIFIER = 0xD0;
    static final int VERSION = 0xD2;
    static final int RELATED = 0x80;

    private DeleteReader() {}

    static DeleteCommand read(CommandApdu command) throws MalformedException {
        if (command.p1() != 0) {
            throw RamApdu.fail(command, "P1", "00", command.p1());
        }
        if ((command.p2() & ~RELATED) != 0) {
            throw RamApdu.fail(command, "P2", "00 or 80", command.p2());
        }
        OctetReader in = RamApdu.reader(command, "GPC 11.2");
        InstallParameters.Once once = new InstallParameters.Once(in);
        Aid application = null;
        Octets token = Octets.EMPTY;
        OptionalInt identifier = OptionalInt.empty();
        OptionalInt version = OptionalInt.empty();
        do {
            int at = in.offset();
            Tlv object = once.next("object");
            switch (object.tag()) {
                case AID -> application = Aid.of(in, at, "AID", object.value());
                case TOKEN -> token = object.value();
                case IDENTIFIER -> identifier = number(in, at, object.value());
                case VERSION -> version = number(in, at, object.value());
                default -> throw once.unknown("4f, 9e, d0 or d2");
            }
        } while (!in.atEnd());
        boolean key = identifier.isPresent() || version.isPresent();
        if (key == (application != null) || (key && !token.isEmpty())) {
            throw in.fail("objects", 0, "an AID, or a key", command.data().toHex());
        }
        return application != null
                ? new DeleteCommand.OfObject(application, command.p2() != 0, token)
                : new DeleteCommand.OfKey(identifier, version);
    }

    private static OptionalInt number(OctetReader in, int at, Octets value) throws MalformedException {
        if (value.length() != 1 || value.get(0) == 0 || value.get(0) > 0x7F) {
            throw in.fail("key identifier or version", at, "one octet 01 to 7f", value.toHex());
        }
        return OptionalInt.of(value.get(0));
    }
}
