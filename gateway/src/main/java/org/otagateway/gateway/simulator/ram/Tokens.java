// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.TokenCommand;
import org.otagateway.packet.globalplatform.VerifyingKey;

/** Whether a security domain may change what is on the card, and whether it needs a token for it (clause 9.1.3). */
final class Tokens {
    private final CardContent content;
    private final SecurityDomain domain;

    Tokens(CardContent content, SecurityDomain domain) {
        this.content = content;
        this.domain = domain;
    }

    /** Refuses where the domain may not do it, or where the token is missing or wrong. */
    void check(TokenCommand command) throws RefusedCommandException {
        boolean authorized = domain.isIssuer() || has(Privilege.AUTHORIZED_MANAGEMENT);
        require(authorized || has(Privilege.DELEGATED_MANAGEMENT), StatusWord.CONDITIONS_NOT_SATISFIED);
        VerifyingKey key = content.profile().tokens();
        if (key == null) {
            // Delegated management without a key that checks tokens is of no use.
            require(authorized, StatusWord.SECURITY_STATUS_NOT_SATISFIED);
            return;
        }
        if (command instanceof DeleteCommand && authorized && command.token().isEmpty()) {
            return;
        }
        require(
                !command.token().isEmpty() && key.verifies(command.signedByToken(), command.token()),
                StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    }

    private boolean has(Privilege privilege) {
        return content.instance(domain.aid())
                .map(instance -> instance.has(privilege))
                .orElse(false);
    }
}
