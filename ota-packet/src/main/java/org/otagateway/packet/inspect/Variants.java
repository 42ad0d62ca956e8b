// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.CipherAlgorithm;
import org.otagateway.packet.keys.IntegrityAlgorithm;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.IntegrityMode;

/** The ways in which a sender may have ciphered and checked a packet, each with how it deviates from what was announced. */
final class Variants {
    /** More holders are not gone through. */
    private static final int MOST_HOLDERS = 8;

    private Variants() {}

    /**
     * A key under an assumption.
     *
     * @param role what the key is for in its key set
     * @param asType what the key is taken for
     */
    record Candidate(KeyRing.Holder holder, int version, KeyRole role, Key key, boolean asType) {}

    /**
     * A clear body and what has to be assumed for it.
     *
     * @param cipher what deciphered it; null where it stands in clear
     */
    record Clear(Octets body, @Nullable CipherAlgorithm cipher, List<String> deviations) {}

    /**
     * A way to make the check.
     *
     * @param occupied octets that the check takes in the packet
     */
    record Check(IntegrityAlgorithm algorithm, @Nullable Key key, int occupied, List<String> deviations) {}

    /** All keys of the ring, each also taken for the other types that its length allows. */
    static List<Candidate> candidates(KeyRing ring, KeyRing.@Nullable Holder first) {
        List<KeyRing.Holder> holders = new ArrayList<>();
        if (first != null) {
            holders.add(first);
        }
        for (KeyRing.Holder holder : ring.holders()) {
            if (holders.size() < MOST_HOLDERS && !holders.contains(holder)) {
                holders.add(holder);
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        for (KeyRing.Holder holder : holders) {
            for (KeySet set : holder.keys().all()) {
                for (KeyRole role : KeyRole.values()) {
                    set.key(role).ifPresent(key -> add(candidates, holder, set.version(), role, key));
                }
            }
        }
        return candidates;
    }

    private static void add(List<Candidate> candidates, KeyRing.Holder holder, int version, KeyRole role, Key key) {
        for (KeyType type : KeyType.values()) {
            if (type.acceptsLength(key.length())) {
                boolean other = type != key.type();
                Key taken = other ? new Key(type, key.value()) : key;
                boolean known = candidates.stream()
                        .anyMatch(c -> c.role() == role
                                && c.key().equals(taken)
                                && c.holder().equals(holder));
                if (!known) {
                    candidates.add(new Candidate(holder, version, role, taken, other));
                }
            }
        }
    }

    /** All that the ciphered octets can become. */
    static List<Clear> clears(Octets body, Settings settings, List<Candidate> candidates, Opener opener) {
        List<Clear> clears = new ArrayList<>();
        for (Candidate candidate : candidates) {
            for (CipherAlgorithm algorithm : CipherAlgorithm.values()) {
                if (!algorithm.accepts(candidate.key())
                        || body.isEmpty()
                        || body.length() % algorithm.blockLength() != 0) {
                    continue;
                }
                List<String> deviations = new ArrayList<>();
                if (!settings.ciphered()) {
                    deviations.add("it is ciphered, although SPI says not");
                }
                keyDeviations(deviations, candidate, KeyRole.KIC, settings.kic().keyVersion(), "ciphered");
                boolean nominal = Settings.cipher(settings.kic(), candidate.key())
                        .filter(a -> a == algorithm)
                        .isPresent();
                if (!nominal) {
                    deviations.add("ciphered with " + Words.cipher(algorithm));
                }
                clears.add(new Clear(opener.decipher(algorithm, candidate.key(), body), algorithm, deviations));
            }
        }
        clears.add(new Clear(
                body, null, settings.ciphered() ? List.of("it is not ciphered, although SPI says so") : List.of()));
        return clears;
    }

    /** All ways to make a check of the mode that was announced. */
    static List<Check> checks(Settings settings, int length, List<Candidate> candidates) {
        List<Check> checks = new ArrayList<>();
        if (settings.mode() == IntegrityMode.RC) {
            for (IntegrityAlgorithm algorithm : List.of(IntegrityAlgorithm.CRC_16, IntegrityAlgorithm.CRC_32)) {
                boolean nominal = Settings.redundancyCheck(settings.kid(), length)
                        .filter(a -> a == algorithm)
                        .isPresent();
                checks.add(new Check(
                        algorithm,
                        null,
                        algorithm.checkLength(),
                        nominal ? List.of() : List.of("the check is a " + Words.integrity(algorithm))));
            }
            return checks;
        }
        for (Candidate candidate : candidates) {
            for (IntegrityAlgorithm algorithm : IntegrityAlgorithm.values()) {
                if (!algorithm.accepts(candidate.key())) {
                    continue;
                }
                List<String> deviations = new ArrayList<>();
                keyDeviations(deviations, candidate, KeyRole.KID, settings.kid().keyVersion(), "checked");
                boolean nominal = Settings.checksum(settings.kid(), length, candidate.key())
                        .filter(a -> a == algorithm)
                        .isPresent();
                if (!nominal) {
                    deviations.add("the check is a " + Words.integrity(algorithm));
                }
                checks.add(new Check(algorithm, candidate.key(), algorithm.checkLength(), deviations));
                if (algorithm.checkLength() < length) {
                    List<String> more = new ArrayList<>(deviations);
                    more.add("only its first " + algorithm.checkLength() + " octets count");
                    checks.add(new Check(algorithm, candidate.key(), length, more));
                }
            }
        }
        return checks;
    }

    private static void keyDeviations(
            List<String> deviations, Candidate candidate, KeyRole nominal, int version, String verb) {
        if (candidate.role() != nominal) {
            deviations.add(verb + " with the key that is " + candidate.role());
        }
        if (candidate.version() != version) {
            deviations.add(verb + " with key version " + candidate.version() + " of " + candidate.holder());
        }
        if (candidate.asType()) {
            deviations.add("the " + candidate.role() + " taken for a key of "
                    + candidate.key().type().label());
        }
    }
}
