// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.DeleteCommand;

/** DELETE of packages and applications (clauses 9.5 and 11.2). */
final class Deletion {
    private final CardContent content;
    private final SecurityDomain domain;

    Deletion(CardContent content, SecurityDomain domain) {
        this.content = content;
        this.domain = domain;
    }

    void run(DeleteCommand.OfObject command) throws RefusedCommandException {
        new Tokens(content, domain).check(command);
        Aid aid = command.application();
        require(
                !aid.equals(RamProfile.ISSUER_DOMAIN) && !aid.equals(RamProfile.DOMAIN_PACKAGE),
                StatusWord.CONDITIONS_NOT_SATISFIED);
        LoadedFile file = content.file(aid).orElse(null);
        List<Aid> going = new ArrayList<>();
        going.add(aid);
        if (file != null) {
            require(content.manages(domain.aid(), file.domain()), StatusWord.CONDITIONS_NOT_SATISFIED);
            require(
                    content.files().stream().noneMatch(other -> other.imports().contains(aid)),
                    StatusWord.CONDITIONS_NOT_SATISFIED);
            List<Aid> instances = content.instances().stream()
                    .filter(instance -> instance.file().equals(aid))
                    .map(Instance::aid)
                    .toList();
            require(command.related() || instances.isEmpty(), StatusWord.CONDITIONS_NOT_SATISFIED);
            going.addAll(instances);
        } else {
            Instance instance = content.instance(aid)
                    .orElseThrow(() -> new RefusedCommandException(StatusWord.REFERENCED_DATA_NOT_FOUND));
            require(content.manages(domain.aid(), instance.domain()), StatusWord.CONDITIONS_NOT_SATISFIED);
            // A domain cannot delete itself while it runs the script.
            require(!aid.equals(domain.aid()), StatusWord.CONDITIONS_NOT_SATISFIED);
        }
        for (Aid gone : going) {
            require(going.containsAll(content.belongingTo(gone)), StatusWord.CONDITIONS_NOT_SATISFIED);
        }
        going.forEach(content::remove);
    }
}
