// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.StatusEntry;

/** GET STATUS (clause 11.4). It knows where an answer was cut, as long as the script lasts. */
final class StatusReport {
    private static final int MOST = 255;
    private static final int TLV_FORM = 0x02;
    private static final int NEXT = 0x01;
    private static final int LOAD_FILE = 0xC4;
    private static final int VERSION = 0xCE;
    private static final int SECURITY_DOMAIN = 0xCC;
    private static final StatusWord MORE = new StatusWord(0x6310);

    private final CardContent content;
    private final SecurityDomain domain;
    private @Nullable Rest rest;

    StatusReport(CardContent content, SecurityDomain domain) {
        this.content = content;
        this.domain = domain;
    }

    /** The entries that did not fit, and the question that asked for them. */
    private record Rest(GetStatus.Subset subset, boolean tags, Octets filter, List<Octets> entries) {}

    /** P2 00 and 01 ask for the form without tags, which differs only in the answer. */
    static CommandApdu inTlvForm(CommandApdu command) {
        return new CommandApdu(
                command.cla(), command.ins(), command.p1(), command.p2() | TLV_FORM, command.data(), command.ne());
    }

    ResponseApdu run(CommandApdu apdu, GetStatus command) throws RefusedCommandException {
        boolean tags = (apdu.p2() & ~NEXT) == TLV_FORM;
        Rest before = rest;
        rest = null;
        List<Octets> entries;
        if (command.next()) {
            if (before == null
                    || before.subset != command.subset()
                    || before.tags != tags
                    || !before.filter.equals(command.filter())) {
                throw new RefusedCommandException(StatusWord.CONDITIONS_NOT_SATISFIED);
            }
            entries = before.entries;
        } else {
            entries = entries(command, tags);
            require(!entries.isEmpty(), StatusWord.REFERENCED_DATA_NOT_FOUND);
        }
        Octets data = entries.get(0);
        int taken = 1;
        while (taken < entries.size() && data.length() + entries.get(taken).length() <= MOST) {
            data = Octets.concat(data, entries.get(taken++));
        }
        if (taken == entries.size()) {
            return new ResponseApdu(data, StatusWord.OK);
        }
        rest = new Rest(command.subset(), tags, command.filter(), List.copyOf(entries.subList(taken, entries.size())));
        return new ResponseApdu(data, MORE);
    }

    private List<Octets> entries(GetStatus command, boolean tags) {
        boolean modules = command.subset() == GetStatus.Subset.LOAD_FILES_AND_MODULES;
        List<Octets> entries = new ArrayList<>();
        for (StatusEntry entry : all(command)) {
            if (entry.application().value().startsWith(command.filter())) {
                entries.add(tags ? entry.encode() : entry.encodeWithoutTags(modules));
            }
        }
        return entries;
    }

    private List<StatusEntry> all(GetStatus command) {
        List<StatusEntry> all = new ArrayList<>();
        Wanted wanted = Wanted.of(command.tags());
        switch (command.subset()) {
            case ISSUER_SECURITY_DOMAIN -> {
                if (domain.isIssuer()) {
                    all.add(new StatusEntry(
                            RamProfile.ISSUER_DOMAIN,
                            content.state().code(),
                            content.issuerPrivileges(),
                            null,
                            Octets.EMPTY,
                            List.of(),
                            null));
                }
            }
            case APPLICATIONS ->
                content.instances().stream()
                        .filter(instance -> content.manages(domain.aid(), instance.aid())
                                || content.manages(domain.aid(), instance.domain()))
                        .forEach(instance -> all.add(wanted.entry(
                                instance.aid(),
                                instance.state(),
                                instance.privileges(),
                                instance.file(),
                                Octets.EMPTY,
                                List.of(),
                                instance.domain())));
            case LOAD_FILES, LOAD_FILES_AND_MODULES ->
                content.files().stream()
                        .filter(file -> content.manages(domain.aid(), file.domain()))
                        .forEach(file -> all.add(wanted.entry(
                                file.aid(),
                                LifeCycleState.LOADED.code(),
                                Privileges.NONE,
                                null,
                                file.version(),
                                command.subset() == GetStatus.Subset.LOAD_FILES_AND_MODULES
                                        ? file.modules()
                                        : List.of(),
                                file.domain())));
        }
        return all;
    }

    /** Which of the objects that are told on demand the tag list names; without a list all of them. */
    private record Wanted(boolean file, boolean version, boolean securityDomain) {
        static Wanted of(Octets tags) {
            if (tags.isEmpty()) {
                return new Wanted(true, true, true);
            }
            return new Wanted(names(tags, LOAD_FILE), names(tags, VERSION), names(tags, SECURITY_DOMAIN));
        }

        private static boolean names(Octets tags, int tag) {
            for (int i = 0; i < tags.length(); i++) {
                if (tags.get(i) == tag) {
                    return true;
                }
            }
            return false;
        }

        StatusEntry entry(
                Aid aid,
                int state,
                Privileges privileges,
                @Nullable Aid ofFile,
                Octets ofVersion,
                List<Aid> modules,
                Aid owner) {
            return new StatusEntry(
                    aid,
                    state,
                    privileges,
                    file ? ofFile : null,
                    version ? ofVersion : Octets.EMPTY,
                    modules,
                    securityDomain ? owner : null);
        }
    }
}
