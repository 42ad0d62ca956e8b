// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRow;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.card.RowKeys;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.Composer;
import org.otagateway.gateway.compose.PacketSettings;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.sms.ReferenceWidth;
import org.otagateway.smpp.jsmpp.SmscLinks;
import org.otagateway.smpp.link.Acknowledgement;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Credentials;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkMetrics;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.receipt.DeliveryReceipt;

/** The adapter without a gateway: packets made before, results and PoRs counted, everything acknowledged at once. */
public final class AdapterAlone {
    private static final int WINDOW = 100;
    private static final int RATE = 100_000;
    private static final int PATIENCE_SECONDS = 60;

    private final InstantSource clock;

    public AdapterAlone(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Submits a packet to each card of a file that {@link PushBench} made, and waits for all PoRs.
     *
     * @return how many came
     * @throws IOException where the SMSC is not there, or the PoRs stay away for a minute
     */
    public int run(int port, Path cards) throws IOException, InterruptedException {
        List<Segment> segments = segments(cards);
        LinkSettings settings = LinkSettings.of(
                "bench",
                new Endpoint("127.0.0.1", port),
                Credentials.of("ota", "ota"),
                "12345",
                new Pace(WINDOW, RATE));
        Semaphore answers = new Semaphore(0);
        Semaphore room = new Semaphore(2 * WINDOW);
        try (SmscLink link = SmscLinks.create(settings, clock, new SplittableRandom(1), LinkMetrics.NONE)) {
            link.open(new Counting(answers));
            for (Segment segment : segments) {
                room.acquire();
                link.submit(List.of(segment), (index, result) -> room.release());
            }
            for (int i = 0; i < segments.size(); i++) {
                if (!answers.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("only " + i + " of " + segments.size() + " cards answered");
                }
            }
        } catch (LinkException e) {
            throw new IOException(e.getMessage(), e);
        }
        return segments.size();
    }

    private List<Segment> segments(Path file) throws IOException {
        Application application = Objects.requireNonNull(CardProfiles.load(null)
                .find(CardProfiles.GENERIC)
                .orElseThrow()
                .applications()
                .get("usim-rfm"));
        Composer composer = new Composer();
        List<Segment> segments = new ArrayList<>();
        try (CardRows rows = CardRows.open(file, number -> number)) {
            for (CardRows.RowResult row = rows.next(); row != null; row = rows.next()) {
                segments.add(segment(composer, application, (CardRow) row));
            }
        } catch (ComposeException e) {
            throw new UserError(file + ": " + e.getMessage());
        }
        return segments;
    }

    private Segment segment(Composer composer, Application application, CardRow row) throws ComposeException {
        RowKeys told = row.keys().get(0);
        KeySet keys = new KeySet(1, key(told.kic()), key(told.kid()), key(told.kik()));
        Counter last = told.counter();
        Counter next = new Counter(last == null ? 1 : last.value() + 1);
        List<String> script =
                List.of("00A40004026F46", "00D6000011" + row.values().get("spn"));
        PacketSettings how =
                new PacketSettings(application.header(keys), application.format(), ReferenceWidth.EIGHT_BITS, 1);
        return new Segment(
                Address.international(row.msisdn()),
                composer.compose(how, script, next, 1, KeySets.of(keys))
                        .userData()
                        .get(0),
                clock.instant().plus(Duration.ofHours(1)));
    }

    private static @Nullable Key key(@Nullable SecretOctets value) {
        return value == null ? null : new Key(KeyType.AES, value);
    }

    private record Counting(Semaphore answers) implements LinkListener {
        @Override
        public void receipt(DeliveryReceipt receipt, Acknowledgement acknowledgement) {
            acknowledgement.durable();
        }

        @Override
        public void message(IncomingMessage message, Acknowledgement acknowledgement) {
            acknowledgement.durable();
            answers.release();
        }
    }
}
