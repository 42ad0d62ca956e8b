// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.CardProfile;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.card.RowKeys;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.inspect.KeyRing;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/** Makes a key ring of what a person gives: keys on the command line, cards in a file. */
public final class KeyOptions {
    /** More cards are not tried: each packet would take too long. */
    static final int MOST_CARDS = 100_000;

    private KeyOptions() {}

    /**
     * Keys given alone. Where nothing says what they are for, each type that their length allows is tried.
     *
     * @param version 0…15, or −1 for whatever version a packet names
     * @throws IllegalArgumentException where a key has no length of its type; the message holds no key
     */
    public static List<KeyRing.Holder> given(
            @Nullable SecretOctets kic, @Nullable SecretOctets kid, @Nullable KeyType type, int version) {
        List<Integer> versions = version >= 0
                ? List.of(version)
                : IntStream.rangeClosed(0, 15).boxed().toList();
        List<KeyRing.Holder> holders = new ArrayList<>();
        for (Trio keys : typed(kic, kid, null, type)) {
            List<KeySet> sets = versions.stream()
                    .map(v -> new KeySet(v, keys.kic, keys.kid, keys.kik))
                    .toList();
            holders.add(new KeyRing.Holder("the command line", new KeySets(sets)));
        }
        return holders;
    }

    /**
     * The cards of a file.
     *
     * @param only ICCID or MSISDN of the one card that is wanted, null for all
     * @param refused is told the rows that are none
     */
    public static List<KeyRing.Holder> cards(
            Path file, @Nullable Path profiles, @Nullable String only, Consumer<String> refused) {
        CardProfiles known = CardProfiles.load(profiles);
        List<KeyRing.Holder> holders = new ArrayList<>();
        try (CardRows rows = CardRows.open(file, KeyOptions::digits)) {
            int cards = 0;
            for (CardRows.RowResult row = rows.next(); row != null; row = rows.next()) {
                if (row instanceof BadRow bad) {
                    refused.accept(file + ":" + bad.line() + ": " + bad.reason());
                } else if (row instanceof CardRow card && (only == null || named(card, only))) {
                    if (++cards > MOST_CARDS) {
                        throw new UserError(
                                file + ": expected at most " + MOST_CARDS + " cards; choose one with --card");
                    }
                    holders.addAll(holders(card, known));
                }
            }
        }
        if (holders.isEmpty()) {
            throw new UserError(
                    file + ": no card " + (only == null ? "" : "with ICCID or MSISDN " + only + " ") + "that has keys");
        }
        return holders;
    }

    private static boolean named(CardRow card, String wanted) {
        return card.iccid().equals(wanted) || card.msisdn().equals(digits(wanted));
    }

    /** A number without what marks it as international. */
    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    static String name(String iccid, String securityDomain) {
        return "card " + iccid + (securityDomain.isEmpty() ? "" : ", domain " + securityDomain);
    }

    private static List<KeyRing.Holder> holders(CardRow card, CardProfiles known) {
        CardProfile profile = known.find(card.profile() == null ? CardProfiles.GENERIC : card.profile())
                .orElse(null);
        Map<String, List<List<KeySet>>> domains = new LinkedHashMap<>();
        for (RowKeys keys : card.keys()) {
            if (!keys.anyKey()) {
                continue;
            }
            KeyType type = keys.algorithm() != null || profile == null
                    ? keys.algorithm()
                    : profile.algorithm(keys.version()).orElse(null);
            List<KeySet> alternatives = new ArrayList<>();
            try {
                typed(keys.kic(), keys.kid(), keys.kik(), type)
                        .forEach(trio -> alternatives.add(new KeySet(keys.version(), trio.kic, trio.kid, trio.kik)));
            } catch (IllegalArgumentException e) {
                // the profile's algorithm does not fit the length: what does is tried
                typed(keys.kic(), keys.kid(), keys.kik(), null)
                        .forEach(trio -> alternatives.add(new KeySet(keys.version(), trio.kic, trio.kid, trio.kik)));
            }
            domains.computeIfAbsent(keys.securityDomain(), domain -> new ArrayList<>())
                    .add(alternatives);
        }
        List<KeyRing.Holder> holders = new ArrayList<>();
        domains.forEach((domain, versions) -> {
            String name = name(card.iccid(), domain);
            int most = versions.stream().mapToInt(List::size).max().orElse(0);
            for (int i = 0; i < most; i++) {
                int alternative = i;
                holders.add(new KeyRing.Holder(
                        name,
                        new KeySets(versions.stream()
                                .filter(sets -> !sets.isEmpty())
                                .map(sets -> sets.get(Math.min(alternative, sets.size() - 1)))
                                .toList())));
            }
        });
        return holders;
    }

    /** Three keys of one key version. */
    private record Trio(
            @Nullable Key kic, @Nullable Key kid, @Nullable Key kik) {
        /** Tells nothing of the keys. */
        @Override
        public String toString() {
            return "Trio";
        }
    }

    private static List<Trio> typed(
            @Nullable SecretOctets kic,
            @Nullable SecretOctets kid,
            @Nullable SecretOctets kik,
            @Nullable KeyType type) {
        List<Trio> trios = new ArrayList<>();
        for (Optional<Key> first : asTypes(kic, type)) {
            for (Optional<Key> second : asTypes(kid, type)) {
                Optional<Key> third = asTypes(kik, type).get(0);
                trios.add(new Trio(first.orElse(null), second.orElse(null), third.orElse(null)));
            }
        }
        return trios;
    }

    private static List<Optional<Key>> asTypes(@Nullable SecretOctets value, @Nullable KeyType type) {
        if (value == null) {
            return List.of(Optional.empty());
        }
        if (type != null) {
            return List.of(Optional.of(new Key(type, value)));
        }
        List<Optional<Key>> keys = new ArrayList<>();
        for (KeyType each : new KeyType[] {KeyType.AES, KeyType.TRIPLE_DES, KeyType.DES}) {
            if (each.acceptsLength(value.length())) {
                keys.add(Optional.of(new Key(each, value)));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("key: expected 8, 16, 24 or 32 octets, got " + value.length());
        }
        return keys;
    }
}
