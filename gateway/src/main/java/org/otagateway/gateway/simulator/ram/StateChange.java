// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.SetStatus;

/** SET STATUS (clauses 5.1 to 5.3 and 11.10). */
final class StateChange {
    private final CardContent content;
    private final SecurityDomain domain;

    StateChange(CardContent content, SecurityDomain domain) {
        this.content = content;
        this.domain = domain;
    }

    void run(SetStatus command) throws RefusedCommandException {
        switch (command.target()) {
            case CARD -> card(command);
            case APPLICATION -> {
                Instance instance = managed(command.application());
                content.put(instance.inState(next(instance, command.state())));
            }
            case SECURITY_DOMAIN_AND_APPLICATIONS -> {
                Instance top = managed(command.application());
                require(top.isSecurityDomain(), StatusWord.INCORRECT_DATA);
                for (Instance instance : content.instances()) {
                    if (content.manages(top.aid(), instance.aid())) {
                        content.put(instance.inState(next(instance, command.state() & LifeCycleState.LOCKED.code())));
                    }
                }
            }
        }
    }

    private Instance managed(@Nullable Aid application) throws RefusedCommandException {
        Instance instance = (application == null ? Optional.<Instance>empty() : content.instance(application))
                .orElseThrow(() -> new RefusedCommandException(StatusWord.REFERENCED_DATA_NOT_FOUND));
        require(content.manages(domain.aid(), instance.domain()), StatusWord.CONDITIONS_NOT_SATISFIED);
        return instance;
    }

    /** b8 locks; without it a locked application gets its state from before, a security domain may be personalized. */
    private static int next(Instance instance, int asked) throws RefusedCommandException {
        int lock = LifeCycleState.LOCKED.code();
        if ((asked & lock) != 0) {
            return instance.state() | lock;
        }
        if (instance.isLocked()) {
            return instance.state() & ~lock;
        }
        if (asked == instance.state() || asked == 0) {
            return instance.state();
        }
        require(
                instance.isSecurityDomain()
                        && asked == LifeCycleState.PERSONALIZED.code()
                        && instance.state() == LifeCycleState.SELECTABLE.code(),
                StatusWord.INCORRECT_DATA);
        return asked;
    }

    /** The states of a card follow one another; it is locked and unlocked from SECURED, and terminated for good. */
    private void card(SetStatus command) throws RefusedCommandException {
        Aid application = command.application();
        require(
                application == null || application.equals(RamProfile.ISSUER_DOMAIN),
                StatusWord.REFERENCED_DATA_NOT_FOUND);
        LifeCycleState asked = LifeCycleState.of(LifeCycleState.Owner.CARD, command.state())
                .orElseThrow(() -> new RefusedCommandException(StatusWord.INCORRECT_DATA));
        LifeCycleState now = content.state();
        boolean allowed = asked == now
                || asked == LifeCycleState.TERMINATED
                || (asked == LifeCycleState.CARD_LOCKED && now == LifeCycleState.SECURED)
                || (asked == LifeCycleState.SECURED && now == LifeCycleState.CARD_LOCKED);
        require(allowed && isPermitted(asked), StatusWord.CONDITIONS_NOT_SATISFIED);
        content.setState(asked);
    }

    private boolean isPermitted(LifeCycleState asked) {
        if (domain.isIssuer()) {
            return true;
        }
        Privilege needed = asked == LifeCycleState.TERMINATED ? Privilege.CARD_TERMINATE : Privilege.CARD_LOCK;
        return content.instance(domain.aid())
                .map(instance -> instance.has(needed))
                .orElse(false);
    }
}
