// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.delivery.StoredJobContexts;
import org.otagateway.gateway.delivery.StoredPackets;
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

/**
 * The process that is killed: a gateway whose SMSC is its parent. Out: {@code S sequence number hex} for a submit,
 * {@code K message} for what is durable, {@code END}. In: {@code A sequence id}, {@code D message id number}, {@code M
 * message number hex}.
 */
final class KillTarget implements SmscLink {
    private record Waiting(int index, SubmitListener results) {}

    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger sequence = new AtomicInteger();
    private volatile LinkState state = LinkState.CLOSED;
    private volatile @Nullable LinkListener listener;

    private KillTarget() {}

    public static void main(String[] args) throws Exception {
        KillTarget link = new KillTarget();
        long job = Long.parseLong(args[1]);
        try (Store store = Store.open(StoreSettings.sqlite(Path.of(args[0])));
                JobRunner runner = JobRunner.start(
                        store,
                        new StoredJobContexts(7),
                        new ScriptedPlan(new StoredPackets(Vault.of(SecretOctets.copyOf(new byte[32])))),
                        new Routes(List.of(new Route(link, Addressing.of("12345"))), List.of()),
                        Set.of(job),
                        InstantSource.system(),
                        new Random())) {
            Thread reader = new Thread(link::read, "parent");
            reader.setDaemon(true);
            reader.start();
            runner.await(job, progress -> {});
        }
        say("END");
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private void read() {
        LinkListener to = Objects.requireNonNull(listener);
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                take(line.split(" "), to);
            }
        } catch (IOException e) {
            // the parent is gone, and with it the need to read
        }
    }

    private void take(String[] words, LinkListener to) {
        switch (words[0]) {
            case "A" -> {
                Waiting segment = waiting.remove(Integer.valueOf(words[1]));
                if (segment != null) {
                    segment.results.result(segment.index, new SubmitResult.Accepted(words[2], words[2]));
                }
            }
            case "D" ->
                to.receipt(
                        new DeliveryReceipt(
                                words[2],
                                words[2],
                                MessageState.DELIVERED,
                                false,
                                "",
                                null,
                                null,
                                words[3],
                                "12345",
                                Octets.EMPTY),
                        durable(words[1]));
            default ->
                to.message(
                        new IncomingMessage(
                                Address.international(words[2]),
                                new Address(0, 1, "12345"),
                                0x40,
                                0,
                                0xF6,
                                Octets.hex(words[3])),
                        durable(words[1]));
        }
    }

    private static Acknowledgement durable(String message) {
        return new Acknowledgement() {
            @Override
            public void durable() {
                say("K " + message);
            }

            @Override
            public void refuse() {}
        };
    }

    @Override
    public String name() {
        return "parent";
    }

    @Override
    public void open(LinkListener to) {
        listener = to;
        state = LinkState.BOUND;
    }

    @Override
    public void submit(List<Segment> packet, SubmitListener results) {
        for (int i = 0; i < packet.size(); i++) {
            int number = sequence.incrementAndGet();
            waiting.put(number, new Waiting(i, results));
            Segment segment = packet.get(i);
            say("S " + number + " " + segment.destination().number() + " "
                    + segment.userData().toHex());
        }
    }

    @Override
    public int headroom() {
        return Math.max(0, 20 - waiting.size());
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
        for (Waiting segment : waiting.values()) {
            segment.results.result(segment.index, new SubmitResult.Unknown("closed", true));
        }
        waiting.clear();
    }
}
