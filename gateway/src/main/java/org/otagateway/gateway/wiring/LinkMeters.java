// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.otagateway.gateway.correlate.CorrelationCounters;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.smpp.link.LinkMetrics;
import org.otagateway.smpp.link.LinkStatus;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

/** Counts what a link does; every meter has its name in the tag {@code link}. */
final class LinkMeters implements LinkMetrics {
    private final MeterRegistry meters;
    private final Tags link;
    private final Counter written;
    private final Counter accepted;
    private final Counter refusedForNow;
    private final Counter refused;
    private final Counter unknown;
    private final Counter notWritten;
    private final Timer response;
    private final Counter late;
    private final Counter strayAnswers;
    private final Map<MessageState, Counter> receipts = new EnumMap<>(MessageState.class);
    private final Timer delivery;
    private final Counter messages;
    private final Counter unreadable;
    private final Counter refusedIncoming;
    private final Counter unbound;

    LinkMeters(MeterRegistry meters, String name) {
        this.meters = meters;
        this.link = Tags.of("link", name);
        written = counter("ota.link.written", "submit_sm handed to the connection");
        accepted = submits("accepted");
        refusedForNow = submits("refused-for-now");
        refused = submits("refused");
        unknown = submits("unknown");
        notWritten = submits("not-written");
        response = Timer.builder("ota.link.response")
                .description("From a submit_sm to its answer")
                .tags(link)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(20),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10))
                .register(meters);
        late = counter("ota.link.late", "Answers to segments that were given up");
        strayAnswers = counter("ota.link.stray.answers", "Answers to no segment that is known");
        for (MessageState state : MessageState.values()) {
            receipts.put(
                    state,
                    Counter.builder("ota.link.receipts")
                            .description("Receipts that came in, by state")
                            .tags(link.and("state", word(state)))
                            .register(meters));
        }
        delivery = Timer.builder("ota.link.delivery")
                .description("From submit date to done date, as receipts tell")
                .tags(link)
                .register(meters);
        messages = counter("ota.link.messages", "Messages that came in and are no receipts");
        unreadable = counter("ota.link.unreadable", "PDUs that cannot be read");
        refusedIncoming = counter("ota.link.refused.incoming", "Incoming PDUs refused for now");
        unbound = counter("ota.link.unbound", "Sessions that ended and binds that failed");
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(link).register(meters);
    }

    private Counter submits(String outcome) {
        return Counter.builder("ota.link.submits")
                .description("Segments that got their result, by what it is")
                .tags(link.and("outcome", outcome))
                .register(meters);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A daemon that opens its store again opens new links, and a meter would go on looking at the old one. */
    private void forget(String name, Tags tags) {
        meters.find(name).tags(tags).meters().forEach(meters::remove);
    }

    /** Shows how the link stands, asked when someone looks. */
    void watch(SmscLink watched) {
        gauge("ota.link.binds", "Binds that are wanted", watched, LinkStatus::binds);
        gauge("ota.link.bound", "Binds that there are", watched, LinkStatus::bound);
        gauge(
                "ota.link.unanswered",
                "Segments that wait for their answer: the window in use",
                watched,
                LinkStatus::unanswered);
        gauge("ota.link.queued", "Segments that wait to be written", watched, LinkStatus::queued);
        gauge("ota.link.rate", "Segments a second in force", watched, LinkStatus::rate);
    }

    private void gauge(String name, String description, SmscLink watched, ToDoubleFunction<LinkStatus> value) {
        forget(name, link);
        Gauge.builder(name, watched, one -> value.applyAsDouble(one.status()))
                .description(description)
                .tags(link)
                .strongReference(true)
                .register(meters);
    }

    /** Shows what was found of receipts, PoRs and other messages that came over the link. */
    void watch(CorrelationCounters counters) {
        for (Effects.Finding finding : Effects.Finding.values()) {
            forget("ota.link.found", link.and(Tag.of("finding", word(finding))));
            FunctionCounter.builder("ota.link.found", counters, one -> one.count(finding))
                    .description("What came in, by what was found of it")
                    .tags(link.and(Tag.of("finding", word(finding))))
                    .register(meters);
        }
        delay("ota.link.receipt.delay", "From the answer to a packet to its final receipts", counters.receiptDelays());
        delay("ota.link.por.delay", "From the answer to a packet to its PoR", counters.responseDelays());
    }

    private void delay(String name, String description, CorrelationCounters.Delays delays) {
        forget(name, link);
        FunctionTimer.builder(
                        name,
                        delays,
                        CorrelationCounters.Delays::count,
                        one -> one.sum().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description(description)
                .tags(link)
                .register(meters);
    }

    @Override
    public void written() {
        written.increment();
    }

    @Override
    public void result(SubmitResult result, long nanos) {
        if (result instanceof SubmitResult.Accepted) {
            accepted.increment();
            response.record(nanos, TimeUnit.NANOSECONDS);
        } else if (result instanceof SubmitResult.Refused no) {
            (no.temporary() ? refusedForNow : refused).increment();
            response.record(nanos, TimeUnit.NANOSECONDS);
        } else {
            (((SubmitResult.Unknown) result).written() ? unknown : notWritten).increment();
        }
    }

    @Override
    public void late(SubmitResult result) {
        late.increment();
    }

    @Override
    public void unmatched() {
        strayAnswers.increment();
    }

    @Override
    public void receipt(DeliveryReceipt receipt) {
        MessageState state = receipt.intermediate() ? MessageState.ENROUTE : receipt.state();
        Counter counter = receipts.get(state);
        if (counter != null) {
            counter.increment();
        }
        LocalDateTime submitted = receipt.submitted();
        LocalDateTime done = receipt.done();
        if (submitted != null && done != null && receipt.isFinal() && !done.isBefore(submitted)) {
            delivery.record(Duration.between(submitted, done));
        }
    }

    @Override
    public void message() {
        messages.increment();
    }

    @Override
    public void unreadable() {
        unreadable.increment();
    }

    @Override
    public void refusedIncoming() {
        refusedIncoming.increment();
    }

    @Override
    public void unbound() {
        unbound.increment();
    }
}
