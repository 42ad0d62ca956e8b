// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.config.RouteRule;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.LinkStatus;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;

/** A link that is full or away holds up its own cards and no others, and spends none of their counters. */
@Timeout(60)
class SeveralLinksTest {
    private static final int OF_THE_SLOW = 600;
    private static final int OF_THE_QUICK = 60;

    /** Takes what it is given and answers at once. */
    private static final class Link extends BoundLink {
        final Set<String> numbers = ConcurrentHashMap.newKeySet();
        private final AtomicInteger ids = new AtomicInteger();
        volatile LinkState state = LinkState.BOUND;
        volatile int room = 50;

        Link(String name) {
            super(name);
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener results) {
            for (int i = 0; i < packet.size(); i++) {
                numbers.add(packet.get(i).destination().number());
                String id = name() + ids.incrementAndGet();
                results.result(i, new SubmitResult.Accepted(id, id));
            }
        }

        @Override
        public int headroom() {
            return room;
        }

        @Override
        public LinkStatus status() {
            return new LinkStatus(1, 1, 0, 0, 100);
        }

        @Override
        public LinkState state() {
            return state;
        }
    }

    @TempDir
    private Path directory;

    private final Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
    private final Link slow = new Link("slow");
    private final Link quick = new Link("quick");
    private final List<String> numbersOfTheQuick = new ArrayList<>();
    private Store store;
    private long job;

    /** The cards of the slow link come first. */
    @BeforeEach
    void plan() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        List<Long> cards = new ArrayList<>();
        ModelCard.Faults none = new ModelCard.Faults(0, 0, 0, 0, 0);
        for (int i = 0; i < OF_THE_SLOW + OF_THE_QUICK; i++) {
            boolean ofTheQuick = i >= OF_THE_SLOW;
            long number = ofTheQuick ? 500_000_000L + i : i;
            Scenario scenario = new Scenario(
                    number, "1639", 0, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, none, null, false);
            cards.add(scenario.store(store, vault, Instant.now()).cardId());
            if (ofTheQuick) {
                numbersOfTheQuick.add(scenario.msisdn());
            }
        }
        Scenario any = new Scenario(1, "1639", 0, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, none, null, false);
        job = any.storeJob(store, cards, any.policy(), Instant.now());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private JobRunner start() throws Exception {
        Addressing addressing = Addressing.of("12345");
        List<RouteRule> rules = List.of(
                new RouteRule("4915", "", "", List.of("quick"), RouteRule.Order.IN_ORDER),
                new RouteRule("", "", "", List.of("slow"), RouteRule.Order.IN_ORDER));
        return JobRunner.start(
                store,
                new StoredJobContexts(7),
                new StoredPackets(vault),
                new Routes(List.of(new Route(slow, addressing), new Route(quick, addressing)), rules),
                Set.of(job),
                InstantSource.system(),
                new Random(1));
    }

    private long packets() {
        return store.read(view -> view.reports().totals(job)).packets();
    }

    @Test
    void aFullLinkHoldsUpItsOwnCardsAlone() throws Exception {
        slow.room = 0;
        try (JobRunner runner = start()) {
            assertThat(runner.links()).hasSize(2);
            await().until(() -> quick.numbers.size() == OF_THE_QUICK);
            assertThat(quick.numbers).containsExactlyInAnyOrderElementsOf(numbersOfTheQuick);
            assertThat(slow.numbers).isEmpty();
            assertThat(packets()).isEqualTo(OF_THE_QUICK);
            slow.room = 50;
            await().until(() -> slow.numbers.size() == OF_THE_SLOW);
        }
    }

    @Test
    void aLinkThatIsAwayHoldsUpItsOwnCardsAlone() throws Exception {
        slow.state = LinkState.WAITING;
        try (JobRunner runner = start()) {
            assertThat(runner.links()).hasSize(2);
            await().until(() -> quick.numbers.size() == OF_THE_QUICK);
            assertThat(slow.numbers).isEmpty();
            assertThat(packets()).isEqualTo(OF_THE_QUICK);
            slow.state = LinkState.BOUND;
            await().until(() -> slow.numbers.size() == OF_THE_SLOW);
        }
    }
}
