// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.Vault;

/** Takes the cards of a file into the store, in bounded memory. Done twice, it changes nothing the second time. */
public final class CardImport {
    private final Store store;
    private final Vault vault;
    private final CardProfiles profiles;
    private final InstantSource clock;

    public CardImport(Store store, Vault vault, CardProfiles profiles, InstantSource clock) {
        this.store = store;
        this.vault = vault;
        this.profiles = profiles;
        this.clock = clock;
    }

    /**
     * What an import did.
     *
     * @param added cards that were not in the store
     * @param updated cards of which something changed
     * @param unchanged cards of which nothing did
     * @param rejected rows that were refused
     */
    public record Result(long added, long updated, long unchanged, long rejected) {
        Result plus(Result other) {
            return new Result(
                    added + other.added,
                    updated + other.updated,
                    unchanged + other.unchanged,
                    rejected + other.rejected);
        }
    }

    /** @param made lines of the cards that were made, by their rows */
    private record Batch(Result result, List<BadRow> refused, Map<Long, Long> made) {}

    /**
     * Takes all rows.
     *
     * @param replaceKeys whether a key that differs from the store's replaces it
     * @param refused hears of each row that is refused, on the caller's thread; what it throws ends the import, with the
     *     rows before kept
     */
    public Result run(CardRows rows, boolean replaceKeys, Consumer<BadRow> refused) {
        Intake intake = new Intake(profiles, vault, replaceKeys);
        CardWriter writer = new CardWriter(vault);
        Results.join(store.submit(tx -> {
            tx.cards().beginImport();
            return true;
        }));
        Result total = new Result(0, 0, 0, 0);
        RowBatches batches = new RowBatches(rows.withoutValues());
        CompletableFuture<Batch> running = CompletableFuture.completedFuture(new Batch(total, List.of(), Map.of()));
        boolean mostlyNew = true;
        SeenCards seen = new SeenCards();
        while (true) {
            List<CardRows.RowResult> batch = batches.next();
            RowPage<Looked> page = RowPage.of(batch, mostlyNew ? row -> look(intake, row) : null);
            Batch done = Results.join(running);
            total = total.plus(done.result);
            done.made.forEach(seen::add);
            mostlyNew = done.result.added() >= done.result.updated() + done.result.unchanged();
            done.refused.forEach(refused);
            if (page.isEmpty()) {
                return total;
            }
            Instant now = clock.instant();
            running = store.submit(tx -> take(tx, page, intake, writer, seen, now));
        }
    }

    /** What a row comes to where its card is new: one of the two. */
    private record Looked(
            @Nullable FreshCard card, @Nullable BadRow refused) {}

    private Looked look(Intake intake, CardRow row) {
        try {
            return new Looked(FreshCard.seal(vault, intake.look(row)), null);
        } catch (Intake.Refused e) {
            return new Looked(null, e.row());
        }
    }

    private Batch take(
            Transaction tx, RowPage<Looked> page, Intake intake, CardWriter writer, SeenCards seen, Instant now) {
        Map<Long, Long> made = new LinkedHashMap<>();
        boolean remembered = seen.hasRoom();
        Map<CardWriter.Change, Integer> changes = new EnumMap<>(CardWriter.Change.class);
        List<BadRow> refused = new ArrayList<>();
        Map<String, Card> known = page.known(tx.cards());
        for (RowPage.Line<Looked> line : page.lines()) {
            if (line.result() instanceof BadRow bad) {
                refused.add(bad);
                continue;
            }
            CardRow row = (CardRow) line.result();
            Card stored = known.get(row.iccid());
            if (stored == null) {
                Looked fresh = line.fresh();
                Looked looked = fresh == null ? look(intake, row) : fresh;
                if (looked.card == null) {
                    refused.add(Objects.requireNonNull(looked.refused));
                    continue;
                }
                Card card = CardWriter.write(tx, looked.card, now);
                if (remembered) {
                    made.put(card.id(), row.line());
                } else {
                    tx.cards().newInImport(card.id(), row.line());
                }
                known.put(card.iccid(), card);
                changes.merge(CardWriter.Change.NEW, 1, Integer::sum);
                continue;
            }
            try {
                Intake.Accepted accepted = intake.look(tx.cards(), row, stored);
                long met = made.getOrDefault(stored.id(), seen.line(stored.id()));
                requireFirst(row, met == 0 ? tx.cards().seenInImport(stored.id(), row.line()) : met);
                CardWriter.Written written =
                        CardReturn.apply(tx, accepted, writer.write(tx, accepted, stored, now), now);
                known.put(row.iccid(), written.card());
                changes.merge(written.change(), 1, Integer::sum);
            } catch (Intake.Refused e) {
                refused.add(e.row());
            }
        }
        return new Batch(
                new Result(
                        changes.getOrDefault(CardWriter.Change.NEW, 0),
                        changes.getOrDefault(CardWriter.Change.UPDATED, 0),
                        changes.getOrDefault(CardWriter.Change.UNCHANGED, 0),
                        refused.size()),
                refused,
                made);
    }

    /** @param line where the card was met before, or 0 */
    private static void requireFirst(CardRow row, long line) throws Intake.Refused {
        if (line != 0) {
            throw new Intake.Refused(row, "iccid", row.iccid(), "each card once, line " + line + " has it");
        }
    }
}
