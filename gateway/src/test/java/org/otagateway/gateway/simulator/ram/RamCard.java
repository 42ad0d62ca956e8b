// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.CapFile;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.LoadCommand;
import org.otagateway.packet.globalplatform.LoadFile;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.RamCommand;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/** A registry that is spoken to in clear: one script a command, unless it is opened as one. */
final class RamCard {
    static final Key KIC = Key.hex(KeyType.AES, "00112233445566778899aabbccddeeff");
    static final Key KID = Key.hex(KeyType.AES, "ffeeddccbbaa99887766554433221100");
    static final Key KIK = Key.hex(KeyType.AES, "0f1e2d3c4b5a69788796a5b4c3d2e1f0");

    final CardContent content;
    final KeysInMemory keys = new KeysInMemory();
    final List<String> operations = new ArrayList<>();

    RamCard(RamProfile profile) {
        content = new CardContent(profile);
    }

    static RamCard standard() {
        return new RamCard(RamProfile.STANDARD);
    }

    /** Key version 1 of the issuer security domain. */
    static final class KeysInMemory implements DomainKeys {
        List<StoredKey> stored = StoredKey.of(KeySets.of(new KeySet(1, KIC, KID, KIK)));
        final List<Integer> started = new ArrayList<>();
        boolean hasKik = true;

        @Override
        public List<StoredKey> stored() {
            return stored;
        }

        @Override
        public Optional<Key> kik() {
            return hasKik ? Optional.of(KIK) : Optional.empty();
        }

        @Override
        public void store(List<StoredKey> changed) {
            stored = List.copyOf(changed);
        }

        @Override
        public void startCounter(int version) {
            started.add(version);
        }
    }

    /** A script of the issuer security domain. */
    RemoteApplets script() {
        return script(SecurityDomain.ISSUER);
    }

    RemoteApplets script(SecurityDomain domain) {
        return new RemoteApplets(
                content,
                domain,
                keys,
                (operation, application, word) -> operations.add(operation + " " + application + " " + word));
    }

    ResponseApdu run(CommandApdu command) {
        return script().execute(command);
    }

    /** The status word of a command. */
    String run(RamCommand command) {
        return run(command.command()).statusWord().toHex();
    }

    String runAs(SecurityDomain domain, RamCommand command) {
        return script(domain).execute(command.command()).statusWord().toHex();
    }

    /** The answer to an APDU in hexadecimal, as it would be read from a card. */
    String run(String apdu) {
        return run(CommandApdu.decode(Octets.hex(apdu)).success().orElseThrow())
                .encode()
                .toHex();
    }

    static InstallCommand.ForLoad forLoad(Aid loadFile) {
        return new InstallCommand.ForLoad(loadFile, null, Octets.EMPTY, Octets.EMPTY, Octets.EMPTY);
    }

    static InstallCommand.ForInstall forInstall(Aid loadFile, Aid module, Aid instance, boolean selectable) {
        return new InstallCommand.ForInstall(
                loadFile, module, instance, selectable, Privileges.NONE, InstallParameters.NONE.encode(), Octets.EMPTY);
    }

    static List<LoadCommand> blocks(CapFile cap, int length) {
        return new LoadFile(List.of(), cap.code()).commands(length);
    }

    /** Loads a package, and gives the last status word. */
    String load(CapFile cap) {
        String word = run(forLoad(cap.load().aid()));
        for (LoadCommand block : blocks(cap, 200)) {
            if (word.equals("9000")) {
                word = run(block);
            }
        }
        return word;
    }

    /** Loads {@link SampleCap#PACKAGE} and makes {@link SampleCap#INSTANCE} of it. */
    void install() {
        String loaded = load(SampleCap.of(500));
        String installed = run(forInstall(SampleCap.PACKAGE, SampleCap.APPLET, SampleCap.INSTANCE, true));
        if (!(loaded + installed).equals("90009000")) {
            throw new AssertionError(loaded + " " + installed);
        }
    }
}
