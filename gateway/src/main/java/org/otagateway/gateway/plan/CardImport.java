// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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

    private record Batch(Result result, List<BadRow> refused) {}

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
        RowBatches batches = new RowBatches(rows);
        CompletableFuture<Batch> running = CompletableFuture.completedFuture(new Batch(total, List.of()));
        while (true) {
            List<CardRows.RowResult> batch = batches.next();
            Batch done = Results.join(running);
            total = total.plus(done.result);
            done.refused.forEach(refused);
            if (batch.isEmpty()) {
                return total;
            }
            Instant now = clock.instant();
            running = store.submit(tx -> take(tx, batch, intake, writer, now));
        }
    }

    private static Batch take(
            Transaction tx, List<CardRows.RowResult> rows, Intake intake, CardWriter writer, Instant now) {
        Map<CardWriter.Change, Integer> changes = new EnumMap<>(CardWriter.Change.class);
        List<BadRow> refused = new ArrayList<>();
        for (CardRows.RowResult result : rows) {
            if (result instanceof BadRow bad) {
                refused.add(bad);
                continue;
            }
            CardRow row = (CardRow) result;
            try {
                Intake.Accepted accepted = intake.look(tx.cards(), row);
                requireFirst(tx, row, accepted);
                CardWriter.Written written = CardReturn.apply(tx, accepted, writer.write(tx, accepted, now), now);
                if (accepted.stored() == null) {
                    tx.cards().seenInImport(written.card().id(), row.line());
                }
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
                refused);
    }

    private static void requireFirst(Transaction tx, CardRow row, Intake.Accepted accepted) throws Intake.Refused {
        Card stored = accepted.stored();
        long line = stored == null ? 0 : tx.cards().seenInImport(stored.id(), row.line());
        if (line != 0) {
            throw new Intake.Refused(row, "iccid", row.iccid(), "each card once, line " + line + " has it");
        }
    }
}
