// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.VerifyingKey;
import org.otagateway.packet.secured.Tar;

/**
 * What all cards of a kind have before anything is loaded.
 *
 * @param memory octets for packages and instances together
 * @param domains security domains beside the issuer's, at most 15
 * @param tokens the key that every load and install token is checked with; null where none is asked for
 */
public record RamProfile(
        int memory, List<NamedDomain> domains, @Nullable VerifyingKey tokens) {
    /** The issuer security domain (Card Specification clause H.1.3). */
    public static final Aid ISSUER_DOMAIN = Aid.hex("a000000151000000");

    /** TAR of the issuer security domain. */
    public static final Tar ISSUER_TAR = new Tar(0);

    /** The package of security domains, which each card has in its ROM, and the application in it. */
    static final Aid DOMAIN_PACKAGE = Aid.hex("a0000001515350");

    static final Aid DOMAIN_MODULE = Aid.hex("a000000151535041");

    private static final int MOST_DOMAINS = 15;

    /** A card of 256 kB with the issuer security domain alone. */
    public static final RamProfile STANDARD = new RamProfile(256 << 10, List.of(), null);

    public RamProfile {
        domains = List.copyOf(domains);
        if (memory < 0) {
            throw new IllegalArgumentException("memory: expected 0 or more octets, got " + memory);
        }
        if (domains.size() > MOST_DOMAINS) {
            throw new IllegalArgumentException(
                    "security domains: expected at most " + MOST_DOMAINS + ", got " + domains.size());
        }
        if (domains.stream().map(NamedDomain::tar).distinct().count() != domains.size()
                || domains.stream().map(NamedDomain::tar).anyMatch(ISSUER_TAR::equals)) {
            throw new IllegalArgumentException("security domains: expected a TAR for each, none 000000");
        }
    }

    /**
     * A security domain that the issuer made.
     *
     * @param name as its columns in CARDS.csv begin: {@code name.kic1}
     */
    public record NamedDomain(String name, Tar tar) {
        /** Its TAR stands in octets 13 to 15 (TS 101 220 clause 7). */
        public Aid aid() {
            return new Aid(Octets.concat(Octets.hex("a00000015153504100000000"), tar.encode(), Octets.of(0)));
        }
    }
}
