// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CounterMode;
import org.otagateway.packet.secured.Tar;

/**
 * What cards of one kind have in common.
 *
 * @param name as CARDS.csv names it
 * @param algorithm what keys are for where neither their version here nor the row says it; null: the row must say it
 * @param algorithms what the keys of a key version are for
 * @param reading how these cards count and what their answers mean
 * @param applications by their names
 */
public record CardProfile(
        String name,
        @Nullable KeyType algorithm,
        Map<Integer, KeyType> algorithms,
        CardReading reading,
        Map<String, Application> applications) {
    /** @throws IllegalArgumentException where two applications cannot share a counter */
    public CardProfile {
        algorithms = Map.copyOf(algorithms);
        applications = Collections.unmodifiableMap(new LinkedHashMap<>(applications));
        requireOneTarUnderExactCounting(reading, applications);
    }

    /** One rising source serves all TARs of a key version, so none of them could be told exactly one higher. */
    private static void requireOneTarUnderExactCounting(CardReading reading, Map<String, Application> applications) {
        if (reading.counterRule() != CounterRule.PER_TAR) {
            return;
        }
        Map<String, Tar> tars = new HashMap<>();
        boolean several = false;
        boolean exact = false;
        for (Application application : applications.values()) {
            Tar other = tars.put(application.securityDomain() + "." + application.keyVersion(), application.tar());
            several |= other != null && !other.equals(application.tar());
            exact |= application.spi().counter() == CounterMode.ONE_HIGHER;
        }
        if (several && exact) {
            throw new IllegalArgumentException("counter.domain: expected per-key-version, or one application for each"
                    + " key version, where an SPI has counter setting 11");
        }
    }

    /** What keys of this version are for, where the profile says it. */
    public Optional<KeyType> algorithm(int keyVersion) {
        return Optional.ofNullable(algorithms.getOrDefault(keyVersion, algorithm));
    }
}
