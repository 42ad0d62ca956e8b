// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardColumns;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.Composer;
import org.otagateway.gateway.compose.RouteRoom;
import org.otagateway.gateway.job.ColumnsJson;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.ResolvedApplication;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.operation.CardValues;
import org.otagateway.gateway.operation.ChangeKeys;
import org.otagateway.gateway.operation.CompileException;
import org.otagateway.gateway.operation.GeneratedKeys;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.Plan;
import org.otagateway.gateway.operation.PlanCompiler;
import org.otagateway.gateway.operation.Step;
import org.otagateway.gateway.store.CardQueries;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.store.Waves;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.sms.ReferenceWidth;

/** Plans one row: all checks first, then all writes. */
final class RowPlanner {
    private static final Pattern HEX = Pattern.compile("([0-9A-Fa-f]{2})*");

    private final Job job;
    private final JobDefinition definition;
    private final Set<String> columns;
    private final Set<String> hexColumns;
    private final Intake intake;
    private final CardWriter writer;
    private final Vault vault;
    private final int maxParts;

    RowPlanner(Job job, CardProfiles profiles, Vault vault, Planner.Options options) {
        this.job = job;
        this.definition = job.definition();
        this.columns = definition.columns();
        this.hexColumns = definition.hexColumns();
        this.intake = new Intake(profiles, vault, options.replaceKeys());
        this.writer = new CardWriter(vault);
        this.vault = vault;
        this.maxParts = definition.maxParts().orElse(options.maxParts());
    }

    /**
     * What a row comes to where nothing is refused.
     *
     * @param accepted the row beside what the store knows of its card
     * @param resolved the application for it
     * @param columns the columns that the script names, as they are stored
     * @param sealed those of them that are secrets, sealed; null where there are none
     * @param zone where the job's windows are read for the card
     */
    private record Ready(
            Intake.Accepted accepted,
            ResolvedApplication resolved,
            String columns,
            @Nullable Octets sealed,
            ZoneId zone) {}

    /**
     * What a row comes to where the store does not have its card.
     *
     * @param refused why nothing comes of it; the others are null then
     */
    record Fresh(
            @Nullable FreshCard card,
            @Nullable Ready ready,
            @Nullable BadRow refused) {}

    /** Looks at a row as one of a new card; from any thread. */
    Fresh fresh(CardRow row) {
        try {
            Ready ready = ready(null, intake.look(row));
            return new Fresh(FreshCard.seal(vault, ready.accepted), ready, null);
        } catch (Intake.Refused e) {
            return new Fresh(null, null, e.row());
        }
    }

    /**
     * Plans a row, or says why not and leaves nothing of it.
     *
     * @param known the cards of the page that are in the store; a new one is added
     */
    @Nullable
    BadRow plan(Transaction tx, long number, RowPage.Line<Fresh> line, Map<String, Card> known, Instant now) {
        if (line.result() instanceof BadRow bad) {
            return bad;
        }
        CardRow row = (CardRow) line.result();
        Card stored = known.get(row.iccid());
        if (stored != null) {
            return plan(tx, number, row, stored, now);
        }
        Fresh told = line.fresh();
        Fresh fresh = told == null ? fresh(row) : told;
        if (fresh.card == null || fresh.ready == null) {
            return fresh.refused;
        }
        Card card = CardWriter.write(tx, fresh.card, now);
        known.put(card.iccid(), card);
        Application application = fresh.ready.resolved.application();
        String tar = fresh.ready.resolved.counterTar();
        if (tar.isEmpty() && !tells(row, application)) {
            tx.counterDomains().insert(card.id(), application.securityDomain(), application.keyVersion());
        } else if (!tar.isEmpty()) {
            requireDomain(tx, card, fresh.ready);
        }
        plan(tx, number, card, fresh.ready, now);
        return null;
    }

    /** The same for a card that the store has. */
    @Nullable
    BadRow plan(Transaction tx, long number, CardRow row, Card stored, Instant now) {
        try {
            Intake.Accepted told = intake.look(tx.cards(), row, stored);
            requireFirst(tx, row, stored);
            CardReturn.requireSame(tx, told);
            Ready ready = ready(tx.cards(), told);
            Card card = writer.write(tx, ready.accepted, stored, now).card();
            requireDomain(tx, card, ready);
            plan(tx, number, card, ready, now);
            return null;
        } catch (Intake.Refused e) {
            return e.row();
        }
    }

    /** Whether the row says where the source of the application's key version stands. */
    private static boolean tells(CardRow row, Application application) {
        return row.keys().stream()
                .anyMatch(keys -> keys.counter() != null
                        && keys.version() == application.keyVersion()
                        && keys.securityDomain().equals(application.securityDomain()));
    }

    private static void requireDomain(Transaction tx, Card card, Ready ready) {
        Application application = ready.resolved.application();
        tx.counterDomains()
                .findOrCreate(
                        card.id(), application.securityDomain(), application.keyVersion(), ready.resolved.counterTar());
    }

    private void plan(Transaction tx, long number, Card card, Ready ready, Instant now) {
        tx.deliveries().plan(job.id(), number, card.id(), now, due(ready, now), ready.columns, ready.sealed);
    }

    /** When it may go first. */
    private Instant due(Ready ready, Instant now) {
        if (!definition.campaign().waves().isEmpty()) {
            return Waves.NOT_BEGUN;
        }
        Schedule schedule = definition.schedule();
        return schedule.cardZone() ? schedule.opening(ready.zone, now) : now;
    }

    /** @param cards where the rest of a stored card is read; null for a card that is not in the store */
    private Ready ready(@Nullable CardQueries cards, Intake.Accepted told) throws Intake.Refused {
        ResolvedApplication resolved = application(told);
        Intake.Accepted accepted = withDrawnKeys(cards, told, resolved.application());
        Map<String, String> values = values(accepted);
        Map<String, SecretOctets> secrets = secrets(cards, accepted);
        requireScript(cards, accepted, resolved, values, secrets);
        ZoneId zone = CardZone.of(definition.schedule(), accepted.row(), values);
        Octets sealed = secrets.isEmpty()
                ? null
                : vault.sealInput(job.id(), accepted.row().iccid(), secrets);
        return new Ready(accepted, resolved, ColumnsJson.write(values), sealed, zone);
    }

    private void requireFirst(Transaction tx, CardRow row, Card stored) throws Intake.Refused {
        long first = tx.deliveries().rowOf(job.id(), stored.id());
        if (first != 0) {
            throw new Intake.Refused(row, "iccid", row.iccid(), "each card once, row " + first + " has it");
        }
    }

    private ResolvedApplication application(Intake.Accepted accepted) throws Intake.Refused {
        String profile = accepted.profile().name();
        ResolvedApplication resolved = definition.application(profile);
        if (resolved == null) {
            throw new Intake.Refused(
                    accepted.row(),
                    "profile",
                    profile,
                    "a card profile with the application " + definition.applicationName());
        }
        if (!definition.allows(resolved.application())) {
            throw new Intake.Refused(
                    accepted.row(),
                    "profile",
                    profile,
                    "a card profile whose counter setting refuses a second copy, or repeatable: true in the job");
        }
        return resolved;
    }

    /**
     * The row with the keys that the job draws for it. Keys that are known already stay: a card may have them from a change
     * whose end was not told.
     */
    private Intake.Accepted withDrawnKeys(
            @Nullable CardQueries cards, Intake.Accepted accepted, Application application) {
        Map<Intake.KeyPlace, KeySet> keys = new LinkedHashMap<>(accepted.changedKeys());
        for (Operation operation : definition.script()) {
            if (operation instanceof ChangeKeys change) {
                GeneratedKeys kind = change.generated();
                if (kind != null
                        && keys(cards, accepted, application, change.version()).isEmpty()) {
                    keys.put(
                            new Intake.KeyPlace(application.securityDomain(), change.version()),
                            vault.drawKeySet(change.version(), kind.type(), kind.length()));
                }
            }
        }
        return new Intake.Accepted(
                accepted.row(), accepted.stored(), accepted.profile(), keys, accepted.changedSecrets());
    }

    /** The columns that the script names and that are no secrets. */
    private Map<String, String> values(Intake.Accepted accepted) throws Intake.Refused {
        CardRow row = accepted.row();
        Map<String, String> known = new LinkedHashMap<>(row.values());
        known.putAll(Intake.identity(accepted.card(0, Instant.EPOCH)));
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : columns) {
            if (!CardColumns.isSecret(column)) {
                String value = known.get(column);
                if (value == null) {
                    throw new Intake.Refused(row, column, null, "a value, since the script names it");
                }
                boolean hex = hexColumns.contains(column);
                if (hex && !HEX.matcher(value).matches()) {
                    throw new Intake.Refused(row, column, value, "an even number of hexadecimal digits");
                }
                values.put(column, hex ? value.toLowerCase(Locale.ROOT) : value);
            }
        }
        return values;
    }

    private Map<String, SecretOctets> secrets(@Nullable CardQueries cards, Intake.Accepted accepted)
            throws Intake.Refused {
        Map<String, SecretOctets> secrets = new LinkedHashMap<>();
        for (String column : columns) {
            if (CardColumns.isSecret(column)) {
                SecretOctets secret = intake.secret(cards, accepted, column).orElse(null);
                if (secret == null) {
                    throw new Intake.Refused(
                            accepted.row(), column, null, "a value here or in the store, since the script names it");
                }
                secrets.put(column, secret);
            }
        }
        return secrets;
    }

    private void requireScript(
            @Nullable CardQueries cards,
            Intake.Accepted accepted,
            ResolvedApplication resolved,
            Map<String, String> values,
            Map<String, SecretOctets> secrets)
            throws Intake.Refused {
        Application application = resolved.application();
        CardRow row = accepted.row();
        KeySet keys = keys(cards, accepted, application, application.keyVersion())
                .orElse(KeySet.of(application.keyVersion(), null, null));
        for (KeyRole role : new KeyRole[] {KeyRole.KIC, KeyRole.KID}) {
            if (application.needs(role) && keys.key(role).isEmpty()) {
                throw new Intake.Refused(
                        row, column(application, role), null, "a key here or in the store, since the SPI asks for it");
            }
        }
        ReferenceWidth width =
                resolved.reading().wideReference() ? ReferenceWidth.SIXTEEN_BITS : ReferenceWidth.EIGHT_BITS;
        RouteRoom room = new RouteRoom(
                application,
                width,
                maxParts,
                version -> version == application.keyVersion()
                        ? keys
                        : keys(cards, accepted, application, version).orElseGet(() -> KeySet.of(version, null, null)));
        int octets;
        try {
            if (resolved.reading().strict()) {
                application.header(keys).requireStandard(KeySets.of(keys));
            }
            octets = room.octets(0);
        } catch (IllegalArgumentException e) {
            throw new Intake.Refused(
                    row,
                    column(application, KeyRole.KIC),
                    null,
                    "keys that the application takes (" + e.getMessage() + ")");
        }
        CardValues card = new RowValues(
                values,
                secrets,
                version -> keys(cards, accepted, application, version),
                () -> keyVersions(cards, accepted, application));
        try {
            Plan plan = PlanCompiler.compile(definition.script(), definition.expect(), card, room, application.files());
            if (plan.size() > 1 && !application.carriesPlans()) {
                throw new Intake.Refused(
                        row,
                        "script",
                        null,
                        "one packet, or an application with counter setting 10 or 11 and a proof of receipt always,"
                                + " since the script comes to " + plan.size() + " packets");
            }
            for (Step step : plan.steps()) {
                requireStep(row, application, step, step.keyVersion() == 0 ? octets : room.octets(step.keyVersion()));
            }
        } catch (CompileException e) {
            throw new Intake.Refused(row, e.field(), e.value(), e.expected());
        }
    }

    private static List<Integer> keyVersions(
            @Nullable CardQueries cards, Intake.Accepted accepted, Application application) {
        Card stored = accepted.stored();
        return stored == null || cards == null
                ? List.of(application.keyVersion())
                : cards.keyChain(stored.id(), application.securityDomain(), application.keyVersion())
                        .versions();
    }

    private Optional<KeySet> keys(
            @Nullable CardQueries cards, Intake.Accepted accepted, Application application, int version) {
        return intake.keys(cards, accepted, application.securityDomain(), version);
    }

    private void requireStep(CardRow row, Application application, Step step, int room) throws Intake.Refused {
        int length;
        try {
            length = Composer.script(application.format(), step.apdus()).length();
        } catch (ComposeException e) {
            throw new Intake.Refused(row, "script", null, "APDUs (" + e.getMessage() + ")");
        }
        if (length > room) {
            throw new Intake.Refused(
                    row,
                    "script",
                    null,
                    "at most " + Math.max(room, 0) + " octets, which is what " + maxParts
                            + " short messages carry, got " + length);
        }
    }

    private static String column(Application application, KeyRole role) {
        String domain = application.securityDomain();
        return (domain.isEmpty() ? "" : domain + ".") + role.name().toLowerCase(Locale.ROOT) + application.keyVersion();
    }
}
