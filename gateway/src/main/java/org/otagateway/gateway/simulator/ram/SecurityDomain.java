// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.secured.Tar;

/**
 * A security domain that packets can be addressed to.
 *
 * @param slot its place among the key stores of the card: 0 the issuer's, 1…15 those of the profile, 16…255 installed
 *     ones
 * @param parent slot of the domain it belongs to, whose keys it uses while it has none
 */
public record SecurityDomain(Aid aid, int slot, int parent) {
    /** The issuer's. */
    public static final SecurityDomain ISSUER = new SecurityDomain(RamProfile.ISSUER_DOMAIN, 0, 0);

    /** The domain with that TAR on a card; {@code content} is null where nothing was ever changed on it. */
    public static Optional<SecurityDomain> find(RamProfile profile, @Nullable CardContent content, Tar tar) {
        if (tar.equals(RamProfile.ISSUER_TAR)) {
            return Optional.of(ISSUER);
        }
        if (content != null) {
            return content.domain(tar);
        }
        for (int i = 0; i < profile.domains().size(); i++) {
            RamProfile.NamedDomain domain = profile.domains().get(i);
            if (domain.tar().equals(tar)) {
                return Optional.of(new SecurityDomain(domain.aid(), i + 1, 0));
            }
        }
        return Optional.empty();
    }

    boolean isIssuer() {
        return slot == 0;
    }
}
