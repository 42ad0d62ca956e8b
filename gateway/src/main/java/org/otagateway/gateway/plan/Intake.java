// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardProfile;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.card.RowKeys;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.store.CardQueries;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;

/**
 * Looks at a row beside what the store knows of its card, and decides what it changes; it writes nothing, so that a refused
 * row leaves nothing.
 */
final class Intake {
    /** The columns that say which card it is, as {@link #identity} gives them. */
    static final Set<String> IDENTITY =
            Collections.unmodifiableSet(new LinkedHashSet<>(List.of("iccid", "msisdn", "imsi", "eid")));

    private final CardProfiles profiles;
    private final Vault vault;
    private final boolean replaceKeys;

    Intake(CardProfiles profiles, Vault vault, boolean replaceKeys) {
        this.profiles = profiles;
        this.vault = vault;
        this.replaceKeys = replaceKeys;
    }

    /** Ends the look at a row. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient BadRow row;

        Refused(CardRow row, @Nullable String field, @Nullable String value, String expected) {
            super(expected, null, false, false);
            this.row = new BadRow(row.line(), field, value, expected);
        }

        BadRow row() {
            return row;
        }
    }

    /** A key version of a security domain. */
    record KeyPlace(String securityDomain, int version) {}

    /**
     * What a row comes to.
     *
     * @param row as it was read
     * @param stored the card as the store has it, or null
     * @param profile what its cards have in common
     * @param changedKeys the key sets to be written
     * @param changedSecrets the secrets to be written
     */
    record Accepted(
            CardRow row,
            @Nullable Card stored,
            CardProfile profile,
            Map<KeyPlace, KeySet> changedKeys,
            Map<String, SecretOctets> changedSecrets) {

        /** The card as it will be, under the row that it has or will have. */
        Card card(long id, Instant created) {
            Card before = stored;
            return new Card(
                    id,
                    row.iccid(),
                    row.msisdn(),
                    before != null && row.imsi() == null ? before.imsi() : row.imsi(),
                    before != null && row.eid() == null ? before.eid() : row.eid(),
                    profile.name(),
                    created,
                    before == null ? Standing.ACTIVE : before.standing());
        }
    }

    /** Looks at the row of a card that is not in the store; from any thread. */
    Accepted look(CardRow row) throws Refused {
        return look(null, row);
    }

    /** Looks at the row of a card that the store has. */
    Accepted look(CardQueries cards, CardRow row, Card stored) throws Refused {
        return look(new Stored(cards, stored), row);
    }

    /** A card of the store, and where the rest of it is read. */
    private record Stored(CardQueries cards, Card card) {}

    private Accepted look(@Nullable Stored known, CardRow row) throws Refused {
        Card stored = known == null ? null : known.card;
        CardProfile profile = profile(row, stored);
        Map<KeyPlace, KeySet> changedKeys = new LinkedHashMap<>();
        for (RowKeys keys : row.keys()) {
            if (keys.anyKey()) {
                KeySet before = known == null
                        ? null
                        : open(known.cards, known.card, keys.securityDomain(), keys.version())
                                .orElse(null);
                KeySet after = merged(row, keys, before, profile);
                if (!after.equals(before)) {
                    changedKeys.put(new KeyPlace(keys.securityDomain(), keys.version()), after);
                }
            }
        }
        Map<String, SecretOctets> changedSecrets = new LinkedHashMap<>();
        for (Map.Entry<String, SecretOctets> secret : row.secrets().entrySet()) {
            SecretOctets before = known == null
                    ? null
                    : openSecret(known.cards, known.card, secret.getKey()).orElse(null);
            if (before == null || !before.equals(secret.getValue())) {
                if (before != null) {
                    requireReplacing(row, secret.getKey());
                }
                changedSecrets.put(secret.getKey(), secret.getValue());
            }
        }
        return new Accepted(row, stored, profile, changedKeys, changedSecrets);
    }

    /** The keys of a key version as they will be; none where the card has none. */
    Optional<KeySet> keys(@Nullable CardQueries cards, Accepted accepted, String securityDomain, int version) {
        KeySet changed = accepted.changedKeys().get(new KeyPlace(securityDomain, version));
        if (changed != null) {
            return Optional.of(changed);
        }
        Card stored = accepted.stored();
        return stored == null || cards == null ? Optional.empty() : open(cards, stored, securityDomain, version);
    }

    /** A secret of the card as it will be; none where it has none of that name. */
    Optional<SecretOctets> secret(@Nullable CardQueries cards, Accepted accepted, String name) {
        SecretOctets changed = accepted.row().secrets().get(name);
        Card stored = accepted.stored();
        if (changed != null || stored == null || cards == null) {
            return Optional.ofNullable(changed);
        }
        return openSecret(cards, stored, name);
    }

    private CardProfile profile(CardRow row, @Nullable Card stored) throws Refused {
        String named = row.profile();
        String name = named != null ? named : stored != null ? stored.profile() : CardProfiles.GENERIC;
        CardProfile profile = profiles.find(name).orElse(null);
        if (profile == null) {
            throw new Refused(row, "profile", name, "a card profile: " + profiles.names());
        }
        return profile;
    }

    private KeySet merged(CardRow row, RowKeys keys, @Nullable KeySet before, CardProfile profile) throws Refused {
        KeyType type = keys.algorithm();
        if (type == null) {
            type = profile.algorithm(keys.version()).orElse(null);
        }
        if (type == null) {
            throw new Refused(
                    row,
                    keys.column("alg"),
                    null,
                    "aes, 3des or des, since the card profile " + profile.name() + " does not say it");
        }
        return new KeySet(
                keys.version(),
                merged(row, keys, "kic", keys.kic(), type, before == null ? null : before.kic()),
                merged(row, keys, "kid", keys.kid(), type, before == null ? null : before.kid()),
                merged(row, keys, "kik", keys.kik(), type, before == null ? null : before.kik()));
    }

    private @Nullable Key merged(
            CardRow row, RowKeys keys, String part, @Nullable SecretOctets value, KeyType type, @Nullable Key before)
            throws Refused {
        if (value == null) {
            return before;
        }
        if (!type.acceptsLength(value.length())) {
            throw new Refused(
                    row,
                    keys.column(part),
                    null,
                    "a key of " + type.lengthsText() + " octets for " + type.label() + ", got " + value.length()
                            + " octets");
        }
        Key after = new Key(type, value);
        if (before != null && !before.equals(after)) {
            requireReplacing(row, keys.column(part));
        }
        return after;
    }

    private void requireReplacing(CardRow row, String column) throws Refused {
        if (!replaceKeys) {
            throw new Refused(
                    row, column, null, "what the store has for this card, got another; --replace-keys takes it");
        }
    }

    private Optional<KeySet> open(CardQueries cards, Card card, String securityDomain, int version) {
        SealedKeySet sealed = cards.keySet(card.id(), securityDomain, version);
        return sealed == null
                ? Optional.empty()
                : Optional.of(vault.openKeySet(card.iccid(), securityDomain, version, sealed.sealed()));
    }

    private Optional<SecretOctets> openSecret(CardQueries cards, Card card, String name) {
        Octets sealed = cards.secret(card.id(), name);
        return sealed == null ? Optional.empty() : Optional.of(vault.openSecret(card.iccid(), name, sealed));
    }

    /** The columns that tell a card apart from others, for scripts that name them. */
    static Map<String, String> identity(Card card) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("iccid", card.iccid());
        columns.put("msisdn", card.msisdn());
        putIfKnown(columns, "imsi", card.imsi());
        putIfKnown(columns, "eid", card.eid());
        return columns;
    }

    private static void putIfKnown(Map<String, String> columns, String name, @Nullable String value) {
        if (value != null) {
            columns.put(name, value);
        }
    }

    /** What the keys of a set are for; for people. */
    static String algorithm(KeySet keys) {
        for (KeyRole role : KeyRole.values()) {
            Key key = keys.key(role).orElse(null);
            if (key != null) {
                return key.type().label();
            }
        }
        return "";
    }
}
