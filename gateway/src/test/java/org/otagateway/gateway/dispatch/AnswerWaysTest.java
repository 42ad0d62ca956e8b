// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.correlate.Receipts;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
import org.otagateway.gateway.job.Policy;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SubmitListener;
import org.otagateway.smpp.link.SubmitResult;

/** A packet asks for its PoR as the link wants it that it was made for, and never changes with the link. */
class AnswerWaysTest {
    private static final ModelCard.Faults NONE = new ModelCard.Faults(0, 0, 0, 0, 0);

    /** Takes each packet, and tells nothing more of it. */
    private static final class Link extends BoundLink {
        final List<Octets> packets = new ArrayList<>();
        LinkState state = LinkState.BOUND;

        Link(String name) {
            super(name);
        }

        @Override
        public LinkState state() {
            return state;
        }

        @Override
        public void submit(List<Segment> packet, SubmitListener results) {
            assertThat(packet).hasSize(1);
            packets.add(packet.get(0).userData());
            results.result(0, new SubmitResult.Accepted(name() + packets.size(), name() + packets.size()));
        }

        List<ResponseChannel> ways() {
            return packets.stream()
                    .map(octets -> Objects.requireNonNull(ModelCard.read(List.of(octets), Scenario.KEYS))
                            .header()
                            .spi()
                            .responseChannel())
                    .toList();
        }
    }

    @TempDir
    private Path directory;

    private final Link reports = new Link("reports");
    private final Link asked = new Link("asked");
    private final Vault vault = Vault.of(SecretOctets.copyOf(new byte[32]));
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** The application asks for SMS-SUBMIT. */
    private Dispatcher dispatcher(int cards) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < cards; i++) {
            Scenario one =
                    new Scenario(i, "1639", 0, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, false);
            ids.add(one.store(store, vault, now).cardId());
        }
        Policy policy = new Policy(
                2,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofDays(3),
                10,
                OptionalInt.empty(),
                false,
                OptionalDouble.empty());
        Set<Long> job =
                Set.of(new Scenario(0, "1639", 0, false, false, true, 5, false, 2, 0, 0, 0, 0, 0, 0, NONE, null, false)
                        .storeJob(store, ids, policy, now));
        Addressing addressing = Addressing.of("12345");
        Routes routes = new Routes(
                List.of(new Route(reports, addressing, ResponseChannel.DELIVER_REPORT), new Route(asked, addressing)),
                List.of());
        // Anew for each start, as after a restart.
        DeliveryEngine engine =
                new DeliveryEngine(new StoredJobContexts(7, routes::answers), new StoredPackets(vault), new Random(1));
        return new Dispatcher(store, engine, new Receipts(engine), routes, job, () -> 0, () -> now);
    }

    @Test
    void itIsAskedForAsTheLinkWantsIt() {
        Dispatcher dispatcher = dispatcher(1);
        dispatcher.step();
        assertThat(reports.ways()).containsExactly(ResponseChannel.DELIVER_REPORT);
        assertThat(asked.packets).isEmpty();
    }

    @Test
    void aStandInIsAskedInItsOwnWay() {
        reports.state = LinkState.WAITING;
        dispatcher(1).step();
        assertThat(asked.ways()).containsExactly(ResponseChannel.SUBMIT);
    }

    @Test
    void aResendOverAnotherLinkIsTheSameOctets() {
        Dispatcher dispatcher = dispatcher(1);
        dispatcher.step();
        reports.state = LinkState.WAITING;
        for (int look = 0; look < 20 && asked.packets.isEmpty(); look++) {
            now = now.plus(Duration.ofMinutes(2));
            dispatcher.step();
        }
        assertThat(asked.packets).hasSize(1).isEqualTo(reports.packets);
    }
}
