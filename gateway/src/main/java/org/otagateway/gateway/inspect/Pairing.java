// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.inspect.Field;
import org.otagateway.packet.inspect.Finding;
import org.otagateway.packet.inspect.Verdict;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ResponseSecurity;
import org.otagateway.packet.secured.Spi;
import org.otagateway.smpp.link.MessageIdForm;

/**
 * Which submit_sm_resp, receipt and proof of receipt belongs to which packet of a capture: by sequence number on its
 * connection, by message id, and by card, TAR and counter.
 */
final class Pairing {
    private static final int MOST = 200_000;
    private static final int MOST_OF_A_CARD = 64;

    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<String, Segment> bySequence = new Bounded<>(MOST);
    private final Map<String, Segment> byMessageId = new Bounded<>(MOST);
    private final Map<String, Receipt> early = new Bounded<>(MOST);
    private final Map<String, Deque<Exchange>> byCard = new Bounded<>(MOST);
    private final Map<String, Exchange> highest = new Bounded<>(MOST);

    /** A short message that was submitted. */
    static final class Segment {
        private final long frame;
        private @Nullable Exchange exchange;
        private @Nullable String messageId;

        Segment(long frame) {
            this.frame = frame;
        }

        long frame() {
            return frame;
        }

        Optional<Exchange> exchange() {
            return Optional.ofNullable(exchange);
        }

        /** " (packet 3)", or nothing. */
        String packetText() {
            return exchange == null ? "" : " (packet " + exchange.number() + ")";
        }
    }

    private record Receipt(long frame, String state) {}

    List<Exchange> exchanges() {
        return exchanges;
    }

    /** @param connection from, to and sequence number as its response has them, too */
    void submitted(String connection, Segment segment) {
        bySequence.put(connection, segment);
    }

    /** Whether a message was submitted there. */
    boolean knows(String connection) {
        return bySequence.containsKey(connection);
    }

    /** A submit_sm_resp with a message id. */
    Optional<Segment> accepted(String connection, String smsc, String messageId) {
        Segment segment = bySequence.get(connection);
        if (segment == null) {
            return Optional.empty();
        }
        segment.messageId = messageId;
        if (segment.exchange != null) {
            segment.exchange.accepted(messageId);
        }
        for (String name : names(smsc, messageId)) {
            byMessageId.put(name, segment);
            Receipt before = early.remove(name);
            if (before != null && segment.exchange != null) {
                segment.exchange.receipt(before.frame(), before.state());
            }
        }
        return Optional.of(segment);
    }

    /** A submit_sm_resp without one. */
    Optional<Segment> refused(String connection, long frame, String status) {
        Segment segment = bySequence.get(connection);
        if (segment != null && segment.exchange != null) {
            segment.exchange.refused(frame, status);
        }
        return Optional.ofNullable(segment);
    }

    Optional<Segment> receipt(String smsc, String messageId, long frame, String state) {
        for (String name : names(smsc, messageId)) {
            Segment segment = byMessageId.get(name);
            if (segment != null) {
                if (segment.exchange != null) {
                    segment.exchange.receipt(frame, state);
                }
                return Optional.of(segment);
            }
        }
        early.put(names(smsc, messageId).get(0), new Receipt(frame, state));
        return Optional.empty();
    }

    /** SMSCs write one id in hexadecimal here and in decimal there, with leading zeros or without. */
    private static List<String> names(String smsc, String messageId) {
        return List.of(
                smsc + " text " + MessageIdForm.WITHOUT_LEADING_ZEROS.normalise(messageId),
                smsc + " number " + MessageIdForm.DECIMAL.normalise(messageId),
                smsc + " number " + MessageIdForm.HEXADECIMAL.normalise(messageId));
    }

    /**
     * A whole command packet.
     *
     * @param segments that carry it, in the order of the capture
     */
    Optional<Exchange> packet(String card, Field packet, List<Segment> segments) {
        Optional<Octets> tar = octets(packet, "TAR");
        Optional<Octets> spi = octets(packet, "SPI");
        Optional<Octets> kic = octets(packet, "KIc");
        Optional<Octets> kid = octets(packet, "KID");
        if (tar.isEmpty() || spi.isEmpty() || kic.isEmpty() || kid.isEmpty()) {
            return Optional.empty();
        }
        Deque<Exchange> ofCard = byCard.computeIfAbsent(name(card, tar.get().toHex()), key -> new ArrayDeque<>());
        Exchange exchange = ofCard.stream()
                .filter(known -> known.packet().equals(packet.octets()))
                .findFirst()
                .orElse(null);
        if (exchange == null) {
            if (exchanges.size() >= MOST) {
                return Optional.empty();
            }
            exchange = new Exchange(
                    exchanges.size() + 1,
                    card,
                    packet.octets(),
                    tar.get().toHex(),
                    (kic.get().get(0) >> 4) + "/" + (kid.get().get(0) >> 4),
                    counter(packet),
                    security(spi.get(), kic.get().get(0), kid.get().get(0)),
                    segments.size());
            exchanges.add(exchange);
            ofCard.addLast(exchange);
            if (ofCard.size() > MOST_OF_A_CARD) {
                ofCard.removeFirst();
            }
        }
        for (Segment segment : segments) {
            segment.exchange = exchange;
            exchange.sent(segment.frame);
            if (segment.messageId != null) {
                exchange.accepted(segment.messageId);
            }
        }
        return Optional.of(exchange);
    }

    /** What is wrong with the counter after what the capture showed of the card before. */
    Optional<Finding> counterFinding(Exchange exchange, Field packet) {
        Optional<Long> counter = exchange.counter();
        if (counter.isEmpty()) {
            return Optional.empty();
        }
        Exchange before = highest.get(exchange.domain());
        if (before == null || before.counter().orElse(-1L) < counter.get()) {
            highest.put(exchange.domain(), exchange);
            return Optional.empty();
        }
        if (before == exchange || before.packet().equals(exchange.packet())) {
            return Optional.empty(); // the same octets again: a resend
        }
        long last = before.counter().orElse(-1L);
        String how = last == counter.get() ? "is that of another packet" : "is lower than " + last;
        return Optional.of(new Finding(
                Verdict.SUSPICIOUS,
                packet.find("CNTR").map(Field::offset).orElse(packet.offset()),
                "CNTR",
                counter.get() + " " + how + ", packet " + before.number() + " of frame "
                        + before.frames().get(0) + ", under the same keys: a card that took that one refuses this one",
                "TS 102 225 5.1.4"));
    }

    /** Packets that a response from the card can answer, the last sent first. */
    List<Exchange> answerable(String card, String tar) {
        Deque<Exchange> ofCard = byCard.get(name(card, tar));
        if (ofCard == null) {
            return List.of();
        }
        List<Exchange> last = new ArrayList<>();
        ofCard.descendingIterator().forEachRemaining(last::add);
        return last;
    }

    /** The packet that a response answers. Where its counter cannot be read, the last that has no answer, else the last. */
    Optional<Exchange> response(String card, Field response, long frame) {
        Optional<Octets> tar = octets(response, "TAR");
        if (tar.isEmpty()) {
            return Optional.empty();
        }
        List<Exchange> candidates = answerable(card, tar.get().toHex());
        Long counter = counter(response);
        Optional<Exchange> found = candidates.stream()
                .filter(one ->
                        counter != null && one.counter().filter(counter::equals).isPresent())
                .findFirst()
                .or(() -> candidates.stream()
                        .filter(one -> counter == null || one.counter().isEmpty() || counter == 0)
                        .filter(one -> one.responses().isEmpty())
                        .findFirst())
                .or(() -> candidates.stream()
                        .filter(one -> counter == null || one.counter().isEmpty() || counter == 0)
                        .findFirst());
        found.ifPresent(exchange -> exchange.response(
                frame,
                response.find("status")
                        .map(status ->
                                status.octets().toHex() + " " + status.meaning().split(";", 2)[0])
                        .orElse("ciphered")));
        return found;
    }

    private static String name(String card, String tar) {
        return card + " " + tar;
    }

    private static Optional<Octets> octets(Field field, String name) {
        return field.find(name).map(Field::octets);
    }

    private static @Nullable Long counter(Field packet) {
        return packet.find("CNTR")
                .filter(field -> field.octets().length() == 5)
                .map(field -> Long.parseLong(field.octets().toHex(), 16))
                .orElse(null);
    }

    private static @Nullable ResponseSecurity security(Octets spi, int kic, int kid) {
        return Spi.decode(spi)
                .success()
                .map(known -> ResponseSecurity.of(known, new Kic(kic), new Kid(kid)))
                .orElse(null);
    }
}
