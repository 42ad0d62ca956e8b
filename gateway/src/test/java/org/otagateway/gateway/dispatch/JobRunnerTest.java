// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.Standing;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.Schedule;
import org.otagateway.gateway.outcome.DeliveryRules;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.store.ReportRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.link.Acknowledgement;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.LinkStatus;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

class JobRunnerTest {
    private static final int CARDS = 40;
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);

    @TempDir
    Path directory;

    private final Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
    private final List<Scenario> scenarios = new ArrayList<>();
    private Store store;
    private long job;
    private Network network;
    private final List<Long> ids = new ArrayList<>();

    /** Delivers at once, on one thread: the receipt before the answer for every second message. */
    private static final class Network implements SmscLink {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Map<String, ModelCard> cards;
        private volatile LinkState state = LinkState.CLOSED;
        private @Nullable LinkListener listener;
        private int messages;

        Network(Map<String, ModelCard> cards) {
            this.cards = Map.copyOf(cards);
        }

        @Override
        public String name() {
            return "network";
        }

        @Override
        public void open(LinkListener to) {
            listener = to;
            state = LinkState.BOUND;
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener results) {
            thread.execute(() -> {
                for (int i = 0; i < packet.size(); i++) {
                    carry(packet.get(i), i, results);
                }
            });
        }

        private void carry(Segment segment, int index, SubmitListener results) {
            String id = Integer.toString(++messages);
            String number = segment.destination().number();
            LinkListener to = Objects.requireNonNull(listener);
            boolean receiptFirst = messages % 2 == 0;
            DeliveryReceipt receipt = new DeliveryReceipt(
                    id, id, MessageState.DELIVERED, false, "", null, null, number, "12345", Octets.EMPTY);
            if (receiptFirst) {
                to.receipt(receipt, new Nobody());
            }
            for (Octets answer : Objects.requireNonNull(cards.get(number)).take(segment.userData())) {
                to.message(
                        new IncomingMessage(
                                Address.international(number), new Address(0, 1, "12345"), 0x40, 0, 0xF6, answer),
                        new Nobody());
            }
            results.result(index, new SubmitResult.Accepted(id, id));
            if (!receiptFirst) {
                to.receipt(receipt, new Nobody());
            }
        }

        @Override
        public int headroom() {
            return 5;
        }

        @Override
        public void openLater(LinkListener to) {
            open(to);
        }

        @Override
        public LinkStatus status() {
            return new LinkStatus(1, state() == LinkState.BOUND ? 1 : 0, 0, 0, 1000);
        }

        @Override
        public LinkState state() {
            return state;
        }

        @Override
        public void close() {
            state = LinkState.CLOSED;
            thread.shutdown();
        }
    }

    private static final class Nobody implements Acknowledgement {
        @Override
        public void durable() {}

        @Override
        public void refuse() {}
    }

    @BeforeEach
    void plan() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        Instant now = Instant.now();
        Map<String, ModelCard> cards = new java.util.HashMap<>();
        for (int i = 0; i < CARDS; i++) {
            Scenario scenario = new Scenario(
                    i, "1639", 0, false, i % 3 == 0, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, false);
            scenarios.add(scenario);
            cards.put(scenario.msisdn(), new ModelCard(Scenario.KEYS, 5, NONE, new Random(i)));
            ids.add(scenario.store(store, vault, now).cardId());
        }
        job = scenarios.get(1).storeJob(store, ids, scenarios.get(1).policy(), now);
        network = new Network(cards);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private JobRunner start() throws Exception {
        return start(Set.of(job));
    }

    private JobRunner start(Set<Long> jobs) throws Exception {
        return JobRunner.start(
                store,
                new StoredJobContexts(7),
                new StoredPackets(vault),
                new Routes(List.of(new Route(network, Addressing.of("12345"))), List.of()),
                jobs,
                InstantSource.system(),
                new Random(1));
    }

    private long another(int digest, List<Long> cards, Schedule schedule) {
        Scenario scenario = scenarios.get(1);
        return scenario.storeJob(store, digest, cards, scenario.policy(), schedule, Instant.now());
    }

    @Test
    void aScheduledJobIsSentFromItsStartOn() throws Exception {
        Instant start = Instant.now().plusSeconds(2);
        long scheduled = another(2, ids, new Schedule(start, null, List.of(), ZoneOffset.UTC));
        try (JobRunner runner = start(Set.of(scheduled))) {
            JobEnd end = runner.await(scheduled, progress -> {});
            assertThat(end.progress().count(Outcome.CONFIRMED)).isEqualTo(CARDS);
            assertThat(end.job().started()).isAfterOrEqualTo(start.truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @Test
    void whatIsLeftAtTheEndOfAScheduleExpiresUnsent() throws Exception {
        Instant end = Instant.now().plusMillis(500);
        Schedule closed =
                new Schedule(null, end, List.of(Schedule.Window.parse(hour(2) + "-" + hour(3))), ZoneOffset.UTC);
        long scheduled = another(2, ids, closed);
        try (JobRunner runner = start(Set.of(scheduled))) {
            JobEnd ended = runner.await(scheduled, progress -> {});
            assertThat(ended.reason()).isEqualTo(JobEnd.Reason.ENDED);
            assertThat(ended.progress().count(Outcome.EXPIRED)).isEqualTo(CARDS);
        }
        assertThat(store.read(view -> view.reports().totals(scheduled)).packets())
                .isZero();
    }

    /** The full hour that comes after so many. */
    private static String hour(int later) {
        return LocalTime.now(ZoneOffset.UTC)
                .plusHours(later)
                .truncatedTo(ChronoUnit.HOURS)
                .toString();
    }

    @Test
    void aLaterJobDoesNotWaitForTheEndOfALargeOne() throws Exception {
        long large = another(2, ids.subList(0, CARDS - 5), Schedule.ALWAYS);
        long small = another(3, ids.subList(CARDS - 5, CARDS), Schedule.ALWAYS);
        try (JobRunner runner = start(Set.of(large, small))) {
            runner.await(large, progress -> {});
            runner.await(small, progress -> {});
        }
        Instant started = Objects.requireNonNull(
                Objects.requireNonNull(store.read(view -> view.jobs().find(small)))
                        .started());
        List<ReportRow> rows = store.read(view -> view.reports().page(large, 0, 1000));
        assertThat(rows.stream()
                        .filter(row -> Objects.requireNonNull(row.evidence().finished())
                                .isBefore(started)))
                .hasSizeLessThan(CARDS / 2);
    }

    @Test
    void everyCardIsConfirmedAndTheJobFinished() throws Exception {
        List<JobProgress> seen = new ArrayList<>();
        JobEnd end;
        try (JobRunner runner = start()) {
            end = runner.await(job, seen::add);
        }

        assertThat(end.reason()).isEqualTo(JobEnd.Reason.ENDED);
        assertThat(end.job().state()).isEqualTo(JobState.DONE);
        assertThat(end.progress().count(Outcome.CONFIRMED)).isEqualTo(CARDS);
        assertThat(seen).isNotEmpty();
        List<ReportRow> rows = store.read(view -> view.reports().page(job, 0, 1000));
        assertThat(rows).hasSize(CARDS);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.outcome()).isEqualTo(Outcome.CONFIRMED);
            assertThat(row.evidence().porVerified()).isTrue();
            assertThat(row.evidence().smscState()).isEqualTo("DELIVRD");
            assertThat(row.counter()).isEqualTo(6);
            assertThat(row.segmentsSubmitted()).isEqualTo(1);
        });
        assertThat(store.read(view -> view.reports().totals(job)).packets()).isEqualTo(CARDS);
    }

    private JobControl control() {
        return new JobControl(
                store,
                new StoredJobContexts(7),
                new StoredPackets(vault),
                InstantSource.system(),
                new Random(1),
                new Asked("test", null));
    }

    @Test
    void aPausedJobEndsTheWaitAndResumedItGoesOn() throws Exception {
        JobControl control = control();
        control.pause(job);
        try (JobRunner runner = start()) {
            assertThat(runner.await(job, progress -> {}).reason()).isEqualTo(JobEnd.Reason.PAUSED);
            assertThat(runner.progress(job).count(Outcome.PENDING)).isEqualTo(CARDS);

            control.resume(job);
            runner.signal();

            assertThat(runner.await(job, progress -> {}).reason()).isEqualTo(JobEnd.Reason.ENDED);
        }
    }

    @Test
    void aJobCancelledBeforeItStartedSendsNothing() {
        JobControl control = control();
        assertThat(control.cancel(job)).satisfies(cancelled -> {
            assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
            assertThat(cancelled.finished()).isNotNull();
        });

        assertThat(store.read(view -> view.reports().outcomes(job)).get(Outcome.CANCELLED))
                .isEqualTo(CARDS);
        assertThat(store.read(view -> view.reports().totals(job)).packets()).isZero();
    }

    @Test
    void aCardThatIsBlockedGetsNothingFromAJobUnderWay() throws Exception {
        List<Effects> told = new ArrayList<>();
        CardControl control = new CardControl(
                store,
                new StoredJobContexts(7),
                new StoredPackets(vault),
                InstantSource.system(),
                new Random(1),
                told::add);
        String blocked =
                store.read(view -> view.reports().page(job, 0, 1)).get(0).iccid();
        assertThat(control.move(blocked, Standing.BLOCKED, "lost"))
                .satisfies(card -> assertThat(card.standing()).isEqualTo(Standing.BLOCKED));
        assertThat(control.move("89999999999999999999", Standing.BLOCKED, null)).isNull();
        assertThat(told.get(0).changes()).hasSize(1);

        try (JobRunner runner = start()) {
            assertThat(runner.await(job, progress -> {}).reason()).isEqualTo(JobEnd.Reason.ENDED);
        }
        List<ReportRow> rows = store.read(view -> view.reports().page(job, 0, 1000));
        assertThat(rows.get(0).outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(rows.get(0).evidence().detail()).isEqualTo(DeliveryRules.BLOCKED);
        assertThat(rows.get(0).packets()).isZero();
        assertThat(rows.subList(1, CARDS)).allMatch(row -> row.outcome() == Outcome.CONFIRMED);
    }

    @Test
    void aStoppedRunnerEndsTheWaitAndTheNextGoesOn() throws Exception {
        try (JobRunner runner = start()) {
            runner.stop();
            assertThat(runner.await(job, progress -> {}).reason()).isIn(JobEnd.Reason.STOPPED, JobEnd.Reason.ENDED);
        }
        network = new Network(network.cards);
        try (JobRunner runner = start()) {
            assertThat(runner.await(job, progress -> {}).reason()).isEqualTo(JobEnd.Reason.ENDED);
        }
        assertThat(store.read(view -> view.reports().outcomes(job)).get(Outcome.CONFIRMED))
                .isEqualTo(CARDS);
    }

    @Test
    void aPaceIsKept() {
        Instant start = Instant.EPOCH;
        Pacer pacer = new Pacer(100, start);
        int sent = 0;
        for (Duration at = Duration.ZERO; at.toMillis() < 10_000; at = at.plusMillis(7)) {
            // for the second half another gateway takes three quarters of it
            int room = pacer.room(start.plus(at), at.toSeconds() < 5 ? 1 : 0.25);
            pacer.take(room);
            sent += room;
        }

        assertThat(sent).isBetween(610, 626);
    }
}
