// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.DeliveryState;
import org.otagateway.gateway.outcome.Evidence;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.PacketState;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.Progress;
import org.otagateway.gateway.outcome.StepVisit;
import org.otagateway.gateway.outcome.Submission;
import org.otagateway.gateway.outcome.SubmissionState;
import org.otagateway.gateway.store.Correlations.ParkedReceipt;
import org.otagateway.gateway.store.Correlations.Reference;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;

/** Whatever is written, what is read with a working set is what is read without one. */
@SuppressWarnings("NullAway.Init") // open() makes them, with the seed of the test
class WorkingSetTest {
    private static final int CARDS = 4;
    private static final int STEPS = 250;
    private static final String LINK = "a";

    @TempDir
    Path directory;

    private Sql sql;
    private Transaction tx;
    private Transaction plain;
    private WorkingSet forgetful;
    private Random random;
    private Instant now;
    private long job;
    private final List<Long> cards = new ArrayList<>();
    private final List<Long> deliveries = new ArrayList<>();
    private final List<Long> attempts = new ArrayList<>();

    private void open(long seed) {
        SqliteDatabase database = new SqliteDatabase(
                StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        database.migrate();
        sql = database.openWriter();
        forgetful = new WorkingSet();
        plain = new Transaction(sql, database, forgetful);
        tx = new Transaction(sql, database, new WorkingSet());
        random = new Random(seed);
        // Finer than the store has it.
        now = Instant.parse("2026-01-02T23:59:04.678901Z");
        sql.execute("BEGIN IMMEDIATE");
        tx.begin();
        job = tx.jobs().insert("00", 1, SampleJob.definition(), now).id();
        for (int i = 0; i < CARDS; i++) {
            cards.add(tx.cards()
                    .insert("89" + i, "4917" + i / 2, null, null, "generic", StoredForm.of(now))
                    .id());
            tx.counterDomains().insert(cards.get(i), "", 1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsTheSameAsTheStoreWhateverIsWritten(long seed) throws Exception {
        open(seed);
        for (int step = 0; step < STEPS; step++) {
            now = now.plusNanos(random.nextInt(2_000_000_000));
            boolean rolledBack = random.nextInt(12) == 0;
            if (rolledBack) {
                sql.flush();
                sql.execute("SAVEPOINT work");
            }
            List<Long> before = List.copyOf(deliveries);
            List<Long> attemptsBefore = List.copyOf(attempts);
            List<Long> cardsBefore = List.copyOf(cards);
            for (int works = rolledBack ? 3 : 1; works > 0; works--) {
                write(random.nextInt(26));
                compare();
            }
            if (rolledBack) {
                sql.drop();
                sql.execute("ROLLBACK TO SAVEPOINT work");
                deliveries.retainAll(before);
                attempts.retainAll(attemptsBefore);
                cards.retainAll(cardsBefore);
                compare();
            }
        }
        assertThat(tx.kept().attempts().size()).as("cards in memory").isPositive();
        sql.close();
    }

    @Test
    void whatWasAskedForLeastLatelyMakesRoom() {
        record Row(long id, long card) {}
        KeptRows<Row> rows = new KeptRows<>(new KeptRows.Naming<>(Row::id, Row::card), row -> 1_000, 10_000);
        for (long card = 1; card <= 100; card++) {
            long at = card;
            assertThat(rows.of(card, of -> List.of(new Row(at, at)))).hasSize(1);
            assertThat(rows.find(1)).as("asked for all the time").isNotNull();
            assertThat(rows.size()).isLessThan(10);
        }
        assertThat(rows.find(50)).isNull();
        assertThat(rows.find(100)).isNotNull();
    }

    @Test
    void aCardWithManyRowsIsNotKept() {
        record Row(long id, long card) {}
        KeptRows<Row> rows = new KeptRows<>(new KeptRows.Naming<>(Row::id, Row::card), row -> 1, 1 << 20);
        assertThat(rows.of(7, of -> List.of())).isEmpty();
        for (long id = 1; id <= KeptRows.MOST_OF_A_CARD; id++) {
            rows.added(new Row(id, 7));
        }
        assertThat(rows.of(7, of -> List.of())).hasSize(KeptRows.MOST_OF_A_CARD);
        rows.added(new Row(100, 7));
        assertThat(rows.of(7, of -> List.of())).isNull();
        assertThat(rows.find(1)).isNull();
    }

    private long anyCard() {
        return cards.get(random.nextInt(cards.size()));
    }

    private @Nullable DeliveryRow anyDelivery() {
        return deliveries.isEmpty()
                ? null
                : tx.deliveryStates().find(deliveries.get(random.nextInt(deliveries.size())));
    }

    private @Nullable AttemptRow anyAttempt() {
        return attempts.isEmpty() ? null : tx.attempts().find(attempts.get(random.nextInt(attempts.size())));
    }

    private Instant time() {
        return now.plusNanos(random.nextLong(-3_000_000_000L, 3_000_000_000L));
    }

    private CounterDomain domain(long card) {
        return tx.counterDomains().findOrCreate(card, "", 1, random.nextBoolean() ? "" : "B00011");
    }

    private void write(int what) {
        long card = anyCard();
        switch (what) {
            case 0, 1 ->
                deliveries.add(tx.deliveries()
                        .plan(job, deliveries.size() + 1000L + random.nextInt(1 << 30), card, now, "{}", null));
            case 2, 3, 4 -> changeDelivery();
            case 5, 6 -> newAttempt();
            case 7, 8, 9 -> changeAttempt();
            case 10 -> {
                AttemptRow row = anyAttempt();
                if (row != null) {
                    tx.attempts().release(row.id());
                }
            }
            case 11 -> tx.attempts().resolve(domain(card), domain(card).spent().value());
            case 12 -> assertThat(tx.deliveryStates().wake(card, now)).isNotNegative();
            case 13 -> {
                DeliveryRow row = anyDelivery();
                if (row != null) {
                    tx.deliveryStates().putOff(row.id(), time());
                    tx.waves().let(row.id(), random.nextInt(3), time());
                }
            }
            case 14 -> tx.waves().release(job, now, 2);
            case 15 -> tx.counterDomains().tell(domain(card), new Counter(random.nextInt(50)));
            case 16 -> tx.counterDomains().advanceBy(0, 3, CounterFilter.ALL, 2);
            case 17 -> tx.counterDomains().update(domain(card).withBehind(random.nextBoolean()));
            case 18 -> changeCard(card);
            case 19 -> tx.cards().setStanding(card, any(Standing.values(), 3), now, null);
            case 20 -> changeKeys(card);
            case 21 -> {
                AttemptRow row = anyAttempt();
                if (row != null) {
                    tx.correlations().put(LINK, message(), new Reference(row.id(), 1, 1), time());
                }
            }
            case 22 -> {
                tx.correlations().park(LINK, message(), new ParkedReceipt("DELIVRD", "", ""), now);
                if (random.nextInt(4) == 0) {
                    tx.correlations().dropOld(now.plus(Duration.ofHours(random.nextInt(48))), Duration.ofHours(1));
                }
            }
            case 23 -> takeParked();
            default -> now = now.plus(Duration.ofHours(random.nextInt(30)));
        }
    }

    private <T> T any(T[] values, int first) {
        return List.of(values).get(random.nextInt(first));
    }

    private String message() {
        return "m" + random.nextInt(6);
    }

    private void takeParked() {
        String message = message();
        long waiting = sql.number(
                "SELECT count(*) FROM parked_receipt WHERE link = ? AND message_id = ? AND received >= ?",
                LINK,
                message,
                now.minus(Duration.ofHours(1)));
        assertThat(tx.correlations().takeParked(LINK, message, now)).hasSize((int) waiting);
    }

    private void changeDelivery() {
        DeliveryRow row = anyDelivery();
        if (row == null) {
            return;
        }
        DeliveryState state = row.state();
        // One holder of a card at most, as the index wants it.
        boolean free = tx.deliveryStates().holder(row.cardId(), "") == 0;
        DeliveryState other = new DeliveryState(
                any(Phase.values(), 4),
                random.nextBoolean() ? Outcome.PENDING : Outcome.CONFIRMED,
                random.nextInt(4) == 0 ? null : time(),
                random.nextInt(5),
                random.nextInt(16),
                random.nextBoolean()
                        ? state.evidence()
                        : new Evidence(true, 1, 2, 3, Octets.hex("0102"), "DELIVRD", "e".repeat(30), now, "why"),
                random.nextBoolean()
                        ? state.progress()
                        : new Progress(new StepVisit(random.nextInt(3), 1, null), 1, free ? "" : null));
        DeliveryRow stale =
                random.nextInt(4) == 0 ? row.with(state, row.attemptId()).due(time()) : row;
        tx.deliveryStates().update(stale, stale.with(other, random.nextBoolean() ? row.attemptId() : Long.valueOf(7)));
    }

    private void newAttempt() {
        DeliveryRow row = anyDelivery();
        if (row == null) {
            return;
        }
        CounterDomain domain = domain(row.cardId());
        Counter value = new Counter(domain.spent().value() + 1);
        CounterDomain spent = tx.counterDomains().spend(domain, value);
        PacketState packet = PacketState.first(AttemptKind.SCRIPT, value.value(), 1 + random.nextInt(3), time());
        if (tx.attempts().underWay(row.cardId()) != null) {
            packet = StoredForm.released(packet);
        }
        AttemptRow attempt = new AttemptRow(
                tx.attempts().nextId(),
                row.id(),
                row.cardId(),
                spent.id(),
                StepVisit.FIRST,
                1,
                tx.attempts().lastReference(row.cardId()) % 255 + 1,
                Octets.hex("00".repeat(32)),
                null,
                random.nextBoolean() ? Octets.hex("0506") : null,
                packet);
        tx.attempts().insert(attempt, now);
        attempts.add(attempt.id());
    }

    private void changeAttempt() {
        AttemptRow row = anyAttempt();
        if (row == null) {
            return;
        }
        PacketState p = row.packet();
        List<Submission> submissions = new ArrayList<>(p.submissions());
        submissions.replaceAll(
                s -> random.nextBoolean() ? s : new Submission(s.round(), s.part(), any(SubmissionState.values(), 7)));
        boolean taken = tx.attempts().underWay(row.cardId()) != null && !p.underWay();
        PacketState other = new PacketState(
                p.kind(),
                p.counter(),
                p.segments(),
                random.nextInt(4),
                p.rounds(),
                submissions,
                time(),
                time(),
                random.nextBoolean() ? null : time(),
                null,
                random.nextBoolean() ? null : time(),
                random.nextInt(4),
                0,
                0,
                random.nextInt(16),
                random.nextBoolean(),
                !taken && random.nextBoolean(),
                p.resolved() || random.nextBoolean());
        AttemptRow stale = random.nextInt(4) == 0 ? row.with(StoredForm.resolved(p)) : row;
        tx.attempts().update(stale, (random.nextBoolean() ? row : row.chased(5)).with(other));
    }

    private void changeCard(long id) {
        Card card = Objects.requireNonNull(tx.cards().find(id));
        tx.cards()
                .update(new Card(
                        id,
                        card.iccid(),
                        "4917" + random.nextInt(3),
                        "9017",
                        null,
                        "generic",
                        card.created(),
                        card.standing()));
        tx.cards().setNumbered(id, now);
        if (random.nextInt(3) == 0 && cards.size() < 10) {
            cards.add(tx.cards()
                    .insert(
                            "88" + tx.cards().last(),
                            "4917" + random.nextInt(3),
                            null,
                            null,
                            "generic",
                            StoredForm.of(now))
                    .id());
        }
    }

    private void changeKeys(long card) {
        int version = 1 + random.nextInt(3);
        switch (random.nextInt(3)) {
            case 0 -> tx.cards().putKeySet(card, new SealedKeySet("", version, "aes", Octets.hex("0" + version)));
            case 1 -> tx.cards().switchKeys(card, "", version, 1 + random.nextInt(3));
            default -> tx.cards().dropKeys(card, "", version);
        }
    }

    private void compare() {
        for (long card : cards) {
            same(t -> t.cards().find(card));
            same(t -> t.cards().keyRows(card, ""));
            same(t -> t.counterDomains().find(card, "", 1, ""));
            same(t -> t.counterDomains().find(card, "", 1, "B00011"));
            same(t -> t.attempts().underWay(card));
            same(t -> t.attempts().ofCard(card, 5));
            same(t -> t.attempts().lastReference(card));
            same(t -> t.deliveryStates().holder(card, ""));
            same(t -> t.deliveryStates().awaiting(card, now));
        }
        for (int i = 0; i < 6; i++) {
            String number = "4917" + i;
            String message = "m" + i;
            same(t -> t.cards().listByMsisdn(number, 4));
            same(t -> t.correlations().find(LINK, message, now));
        }
        deliveries.forEach(id -> same(t -> t.deliveryStates().find(id)));
        attempts.forEach(id -> same(t -> t.attempts().find(id)));
    }

    private interface Read {
        @Nullable
        Object of(Transaction transaction);
    }

    private void same(Read read) {
        Object kept = read.of(tx);
        forgetful.clear();
        assertThat(kept).isEqualTo(read.of(plain));
    }
}
