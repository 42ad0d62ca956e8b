// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** Reads INSTALL: six fields, of which P1 says the meaning. */
final class InstallReader {
    static final int FOR_LOAD = 0x02;
    static final int FOR_INSTALL = 0x04;
    static final int FOR_MAKE_SELECTABLE = 0x08;
    static final int FOR_EXTRADITION = 0x10;
    static final int FOR_PERSONALIZATION = 0x20;
    static final int FOR_REGISTRY_UPDATE = 0x40;

    private final CommandApdu command;
    private final OctetReader in;

    InstallReader(CommandApdu command) {
        this.command = command;
        this.in = RamApdu.reader(command, "GPC 11.5");
    }

    InstallCommand read() throws MalformedException {
        if (command.p2() != 0) {
            throw RamApdu.fail(command, "P2", "00", command.p2());
        }
        InstallCommand install = switch (command.p1()) {
            case FOR_LOAD ->
                new InstallCommand.ForLoad(
                        aid("load file AID"),
                        optionalAid("security domain AID"),
                        shortField("hash"),
                        longField("parameters"),
                        longField("token"));
            case FOR_INSTALL, FOR_INSTALL | FOR_MAKE_SELECTABLE ->
                new InstallCommand.ForInstall(
                        aid("load file AID"),
                        aid("module AID"),
                        aid("application AID"),
                        command.p1() != FOR_INSTALL,
                        privileges(),
                        longField("parameters"),
                        longField("token"));
            case FOR_MAKE_SELECTABLE -> {
                skip("load file AID");
                skip("module AID");
                yield new InstallCommand.ForMakeSelectable(
                        aid("application AID"), privileges(), longField("parameters"), longField("token"));
            }
            case FOR_EXTRADITION -> {
                Aid securityDomain = aid("security domain AID");
                skip("second field");
                Aid application = aid("application AID");
                skip("privileges");
                yield new InstallCommand.ForExtradition(
                        securityDomain, application, longField("parameters"), longField("token"));
            }
            case FOR_PERSONALIZATION -> {
                skip("first field");
                skip("second field");
                InstallCommand.ForPersonalization personalization =
                        new InstallCommand.ForPersonalization(aid("application AID"));
                skip("privileges");
                skip("parameters");
                skip("token");
                yield personalization;
            }
            case FOR_REGISTRY_UPDATE -> {
                Aid securityDomain = optionalAid("security domain AID");
                skip("second field");
                yield new InstallCommand.ForRegistryUpdate(
                        securityDomain,
                        optionalAid("application AID"),
                        optionalPrivileges(),
                        longField("parameters"),
                        longField("token"));
            }
            default -> throw RamApdu.fail(command, "P1", "02, 04, 08, 0c, 10, 20 or 40", command.p1());
        };
        in.end("INSTALL");
        return install;
    }

    private Aid aid(String field) throws MalformedException {
        return Aid.read(in, field);
    }

    private @Nullable Aid optionalAid(String field) throws MalformedException {
        if (in.peek(field + " length") == 0) {
            in.u8(field + " length");
            return null;
        }
        return Aid.read(in, field);
    }

    private Octets shortField(String field) throws MalformedException {
        return Tlv.readLengthAndValue(in, field);
    }

    private Octets longField(String field) throws MalformedException {
        return in.octets(field, in.berLength(field + " length"));
    }

    /** A field that this form leaves empty. */
    private void skip(String field) throws MalformedException {
        int at = in.offset();
        int length = in.u8(field + " length");
        if (length != 0) {
            throw in.fail(field + " length", at, "0", Integer.toString(length));
        }
    }

    private Privileges privileges() throws MalformedException {
        int at = in.offset();
        return Privileges.read(in, at, shortField("privileges"));
    }

    private @Nullable Privileges optionalPrivileges() throws MalformedException {
        int at = in.offset();
        Octets value = shortField("privileges");
        return value.isEmpty() ? null : Privileges.read(in, at, value);
    }
}
