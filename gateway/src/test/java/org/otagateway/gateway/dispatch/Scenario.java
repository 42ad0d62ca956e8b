// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardReading;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.CounterRule;
import org.otagateway.gateway.card.KicCoding;
import org.otagateway.gateway.card.KidCoding;
import org.otagateway.gateway.card.MemoryFull;
import org.otagateway.gateway.card.Resync;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.card.SealedKeySet;
import org.otagateway.gateway.job.Campaign;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.Policy;
import org.otagateway.gateway.job.ResolvedApplication;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.RawApdu;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/**
 * What a seed draws: how the card counts, how many jobs there are for it, and how bad the network is.
 *
 * @param seed where it is from; names the card
 * @param spi four digits: counter setting 10, 11 or 01
 * @param jobs one delivery each
 * @param repeatable the scripts may run twice
 * @param long2 the packet takes two short messages
 * @param told the operator told the counter
 * @param cardCounter where the card's counter stands
 * @param probe a probe first
 * @param attempts sends of a packet
 * @param crashes at most
 * @param lost per cent
 * @param doubled per cent
 * @param unknown per cent
 * @param refused per cent
 * @param forged per cent
 * @param faults of the card
 * @param cancelAfter when a job is cancelled
 * @param load the first job is a plan of several packets
 */
record Scenario(
        long seed,
        String spi,
        int jobs,
        boolean repeatable,
        boolean long2,
        boolean told,
        long cardCounter,
        boolean probe,
        int attempts,
        int crashes,
        int lost,
        int doubled,
        int unknown,
        int refused,
        int forged,
        ModelCard.Faults faults,
        @Nullable Duration cancelAfter,
        boolean load) {
    static final KeySet KEY_SET = KeySet.of(
            1,
            Key.hex(KeyType.AES, "000102030405060708090a0b0c0d0e0f"),
            Key.hex(KeyType.AES, "101112131415161718191a1b1c1d1e1f"));
    static final KeySets KEYS = KeySets.of(KEY_SET);

    /** Rows of what a scenario put into the store. */
    record Stored(long cardId, List<Long> jobs, List<Long> deliveries) {}

    static Scenario draw(Random random, long seed) {
        String spi = List.of("1639", "1639", "1639", "1e39", "0e39").get(random.nextInt(5));
        boolean told = random.nextInt(3) > 0;
        int storm = random.nextInt(4);
        return new Scenario(
                seed,
                spi,
                1 + random.nextInt(3),
                spi.equals("0e39"),
                random.nextBoolean(),
                told,
                told ? 5 : random.nextInt(3) * 2,
                random.nextInt(4) == 0,
                1 + random.nextInt(4),
                random.nextInt(4),
                storm * 12,
                storm * 10,
                storm * 6,
                storm * 4,
                random.nextInt(3) * 10,
                new ModelCard.Faults(
                        storm * 5,
                        storm * 3,
                        random.nextInt(3) == 0 ? 10 : 0,
                        random.nextInt(2) * 30,
                        random.nextInt(2) * 30,
                        random.nextInt(3)),
                random.nextInt(3) == 0 ? Duration.ofSeconds(random.nextInt(10_000)) : null,
                !spi.equals("0e39") && random.nextInt(3) == 0);
    }

    /** Two segments of one packet cannot be told apart on the wire when one goes alone, so that only whole ones count. */
    boolean checksS7() {
        return !long2;
    }

    String msisdn() {
        return "49" + (1_000_000_000L + seed);
    }

    /** Whether the job of this delivery is {@link ScriptedPlan}. */
    boolean loads(int delivery) {
        return load && delivery == 0;
    }

    List<String> script(int delivery) {
        if (loads(delivery)) {
            return ScriptedPlan.SCRIPT;
        }
        String apdu = "00D600" + String.format("%02x", delivery);
        return long2 ? List.of(apdu + "a0" + "5a".repeat(160)) : List.of(apdu + "03" + "5a5a5a");
    }

    Stored store(Store store, Vault vault, Instant now) {
        return store.submit(tx -> store(tx, vault, now)).join();
    }

    private Stored store(Transaction tx, Vault vault, Instant now) {
        String iccid = String.format("89%018d", seed);
        Card card = tx.cards().insert(iccid, msisdn(), null, null, "generic", now);
        tx.cards().putKeySet(card.id(), new SealedKeySet("", 1, "aes", vault.sealKeySet(iccid, "", KEY_SET)));
        if (told) {
            CounterDomain domain = tx.counterDomains().findOrCreate(card.id(), "", 1, "");
            tx.counterDomains().update(domain.told(new Counter(cardCounter)));
        }
        List<Long> ids = new ArrayList<>();
        List<Long> deliveries = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            long job = tx.jobs()
                    .insert(String.format("%064d", seed * 10 + i), 1, definition(i), now)
                    .id();
            deliveries.add(tx.deliveries().plan(job, 1, card.id(), now, "{}", null));
            tx.jobs().addPlanned(job, 1, 0);
            tx.jobs().setPlanningDone(job);
            ids.add(job);
        }
        return new Stored(card.id(), List.copyOf(ids), List.copyOf(deliveries));
    }

    /** One job for all those cards. */
    long storeJob(Store store, List<Long> cards, Policy policy, Instant now) {
        return storeJob(store, 1, cards, policy, Schedule.ALWAYS, now);
    }

    /** The same with a digest of its own, and a schedule. */
    long storeJob(Store store, int digest, List<Long> cards, Policy policy, Schedule schedule, Instant now) {
        JobDefinition definition = definition(0, policy);
        JobDefinition scheduled = new JobDefinition(
                definition.name(),
                definition.applicationName(),
                definition.script(),
                definition.expect(),
                definition.repeatable(),
                definition.maxParts(),
                policy,
                Campaign.of(schedule),
                definition.applications());
        return store.submit(tx -> {
                    long job = tx.jobs()
                            .insert(String.format("%064d", digest), 1, scheduled, now)
                            .id();
                    for (int i = 0; i < cards.size(); i++) {
                        tx.deliveries().plan(job, i + 1L, cards.get(i), now, "{}", null);
                    }
                    tx.jobs().addPlanned(job, cards.size(), 0);
                    tx.jobs().setPlanningDone(job);
                    return job;
                })
                .join();
    }

    private Resync resync() {
        return new Resync(seed % 2 == 0 ? Resync.Way.PROBE : Resync.Way.JUMP, 100, 8);
    }

    private JobDefinition definition(int delivery) {
        return definition(delivery, policy());
    }

    Policy policy() {
        return new Policy(
                attempts,
                Duration.ofHours(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                Duration.ofDays(3),
                10,
                OptionalInt.empty(),
                probe,
                OptionalDouble.empty());
    }

    JobDefinition definition(int delivery, Policy policy) {
        Application application = new Application(
                "usim-rfm",
                Tar.hex("b00011"),
                Spi.hex(spi),
                1,
                KicCoding.OF_KEY,
                KidCoding.OF_KEY,
                8,
                ScriptFormat.COMPACT,
                "");
        CardReading reading = new CardReading(
                CounterRule.PER_KEY_VERSION,
                false,
                resync(),
                Set.of(0x07),
                Set.of(0x02),
                MemoryFull.DEFAULT,
                false,
                false);
        return new JobDefinition(
                loads(delivery) ? ScriptedPlan.NAME : "simulated",
                "usim-rfm",
                script(delivery).stream().<Operation>map(RawApdu::parse).toList(),
                ExpectedStatusWords.defaultFor(0),
                repeatable,
                OptionalInt.empty(),
                policy,
                Map.of("generic", new ResolvedApplication("generic", application, reading)));
    }
}
