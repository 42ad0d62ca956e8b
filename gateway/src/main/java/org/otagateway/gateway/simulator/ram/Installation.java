// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.LoadFileHash;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.SystemParameters;
import org.otagateway.packet.globalplatform.TokenCommand;
import org.otagateway.packet.globalplatform.UiccParameters;
import org.otagateway.packet.secured.Tar;

/** INSTALL in all its forms (clause 11.5). */
final class Installation {
    /** What an instance takes whatever it says. */
    private static final int LEAST_SIZE = 64;

    private static final int AID_WITH_TAR = 16;

    private final CardContent content;
    private final SecurityDomain domain;
    private final Tokens tokens;

    Installation(CardContent content, SecurityDomain domain) {
        this.content = content;
        this.domain = domain;
        this.tokens = new Tokens(content, domain);
    }

    void run(InstallCommand command) throws RefusedCommandException {
        if (command instanceof TokenCommand tokenCommand) {
            tokens.check(tokenCommand);
        }
        if (command instanceof InstallCommand.ForLoad load) {
            forLoad(load);
        } else if (command instanceof InstallCommand.ForInstall install) {
            forInstall(install);
        } else if (command instanceof InstallCommand.ForMakeSelectable selectable) {
            forMakeSelectable(selectable);
        } else if (command instanceof InstallCommand.ForExtradition extradition) {
            move(extradition.application(), extradition.securityDomain());
        } else if (command instanceof InstallCommand.ForRegistryUpdate update) {
            forRegistryUpdate(update);
        } else if (command instanceof InstallCommand.ForPersonalization personalization) {
            forPersonalization(personalization);
        }
    }

    private void forLoad(InstallCommand.ForLoad command) throws RefusedCommandException {
        require(!content.isUsed(command.loadFile()), StatusWord.CONDITIONS_NOT_SATISFIED);
        Aid target = command.securityDomain() == null ? domain.aid() : command.securityDomain();
        require(content.isDomain(target), StatusWord.REFERENCED_DATA_NOT_FOUND);
        require(content.manages(domain.aid(), target), StatusWord.CONDITIONS_NOT_SATISFIED);
        require(
                command.hash().isEmpty()
                        || LoadFileHash.ofLength(command.hash().length()).isPresent(),
                StatusWord.INCORRECT_DATA);
        int limit = content.freeMemory();
        if (!command.parameters().isEmpty()) {
            SystemParameters asked = orIncorrect(InstallParameters.decodeForLoad(command.parameters()));
            require(asked.codeQuota().orElse(0) <= limit, StatusWord.NOT_ENOUGH_MEMORY);
            require(asked.nonVolatileQuota().orElse(0) <= limit, StatusWord.NOT_ENOUGH_MEMORY);
            limit = asked.codeQuota().orElse(limit);
        }
        content.setLoading(new Loading(command.loadFile(), target, domain, command.hash(), limit));
    }

    private void forInstall(InstallCommand.ForInstall command) throws RefusedCommandException {
        LoadedFile file = content.file(command.loadFile())
                .orElseThrow(() -> new RefusedCommandException(StatusWord.REFERENCED_DATA_NOT_FOUND));
        require(file.modules().contains(command.module()), StatusWord.REFERENCED_DATA_NOT_FOUND);
        require(
                content.manages(domain.aid(), file.domain()) || file.aid().equals(RamProfile.DOMAIN_PACKAGE),
                StatusWord.CONDITIONS_NOT_SATISFIED);
        require(!content.isUsed(command.application()), StatusWord.CONDITIONS_NOT_SATISFIED);
        boolean securityDomain = command.module().equals(RamProfile.DOMAIN_MODULE);
        require(
                securityDomain == command.privileges().all().contains(Privilege.SECURITY_DOMAIN),
                StatusWord.INCORRECT_DATA);
        InstallParameters parameters = orIncorrect(InstallParameters.decode(command.parameters()));
        List<Tar> tars = tars(parameters);
        if (securityDomain && command.application().value().length() == AID_WITH_TAR) {
            tars.add(tarOf(command.application()));
        }
        for (Tar tar : tars) {
            require(isFree(tar), StatusWord.INCORRECT_DATA);
        }
        int size = size(parameters);
        require(size <= content.freeMemory(), StatusWord.NOT_ENOUGH_MEMORY);
        content.put(new Instance(
                command.application(),
                file.aid(),
                command.module(),
                (command.selectable() ? LifeCycleState.SELECTABLE : LifeCycleState.INSTALLED).code(),
                command.privileges(),
                domain.aid(),
                size,
                0,
                securityDomain ? content.freeSlot() : -1,
                tars));
    }

    private boolean isFree(Tar tar) {
        return !tar.equals(RamProfile.ISSUER_TAR)
                && content.instances().stream()
                        .noneMatch(instance -> instance.tars().contains(tar));
    }

    private static Tar tarOf(Aid aid) {
        Octets value = aid.value();
        return new Tar(value.get(12) << 16 | value.get(13) << 8 | value.get(14));
    }

    private static List<Tar> tars(InstallParameters parameters) {
        List<Tar> tars = new ArrayList<>();
        SystemParameters system = parameters.system();
        if (system != null && system.toolkit() != null) {
            tars.addAll(system.toolkit().parameters().tars());
        }
        UiccParameters uicc = parameters.uicc();
        if (uicc != null && uicc.toolkit() != null) {
            tars.addAll(uicc.toolkit().parameters().tars());
        }
        return tars;
    }

    private static int size(InstallParameters parameters) {
        SystemParameters system = parameters.system();
        int quota = system == null ? 0 : system.nonVolatileQuota().orElse(0);
        return Math.max(quota, LEAST_SIZE + parameters.encode().length());
    }

    private void forMakeSelectable(InstallCommand.ForMakeSelectable command) throws RefusedCommandException {
        Instance instance = managed(command.application());
        require(instance.state() == LifeCycleState.INSTALLED.code(), StatusWord.CONDITIONS_NOT_SATISFIED);
        Privileges privileges = command.privileges();
        Instance kept = privileges.all().isEmpty() ? instance : withPrivileges(instance, privileges);
        content.put(kept.inState(LifeCycleState.SELECTABLE.code()));
    }

    private void forRegistryUpdate(InstallCommand.ForRegistryUpdate command) throws RefusedCommandException {
        Privileges privileges = command.privileges();
        if (command.application() == null) {
            require(domain.isIssuer() && command.securityDomain() == null, StatusWord.CONDITIONS_NOT_SATISFIED);
            if (privileges != null) {
                require(privileges.all().contains(Privilege.SECURITY_DOMAIN), StatusWord.INCORRECT_DATA);
                content.setIssuerPrivileges(privileges);
            }
            return;
        }
        Instance instance = managed(command.application());
        Instance changed = privileges == null ? instance : withPrivileges(instance, privileges);
        if (command.securityDomain() != null) {
            move(command.application(), command.securityDomain());
            changed = changed.in(command.securityDomain());
        }
        content.put(changed);
    }

    /** An applet never becomes a security domain, nor the reverse. */
    private static Instance withPrivileges(Instance instance, Privileges privileges) throws RefusedCommandException {
        require(
                instance.isSecurityDomain() == privileges.all().contains(Privilege.SECURITY_DOMAIN),
                StatusWord.INCORRECT_DATA);
        return instance.with(privileges);
    }

    private void move(Aid moved, Aid target) throws RefusedCommandException {
        require(content.isDomain(target), StatusWord.REFERENCED_DATA_NOT_FOUND);
        LoadedFile file = content.file(moved).orElse(null);
        if (file != null) {
            require(content.manages(domain.aid(), file.domain()), StatusWord.CONDITIONS_NOT_SATISFIED);
            content.put(file.in(target));
            return;
        }
        Instance instance = managed(moved);
        // A domain under itself would have no issuer above it.
        require(!content.manages(moved, target), StatusWord.CONDITIONS_NOT_SATISFIED);
        content.put(instance.in(target));
    }

    private void forPersonalization(InstallCommand.ForPersonalization command) throws RefusedCommandException {
        Instance instance = managed(command.application());
        require(!instance.isLocked(), StatusWord.CONDITIONS_NOT_SATISFIED);
        content.setPersonalization(new Personalization(domain, command.application(), 0, 0));
    }

    private Instance managed(Aid application) throws RefusedCommandException {
        Instance instance = content.instance(application)
                .orElseThrow(() -> new RefusedCommandException(StatusWord.REFERENCED_DATA_NOT_FOUND));
        require(content.manages(domain.aid(), instance.domain()), StatusWord.CONDITIONS_NOT_SATISFIED);
        return instance;
    }

    private static <T> T orIncorrect(Decoded<T> decoded) throws RefusedCommandException {
        return decoded.success().orElseThrow(() -> new RefusedCommandException(StatusWord.INCORRECT_DATA));
    }
}
