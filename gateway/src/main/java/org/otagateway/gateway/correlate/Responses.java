// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.ScriptAnswers;
import org.otagateway.gateway.delivery.DeliveryEngine;
import org.otagateway.gateway.delivery.DeliveryEngine.Occasion;
import org.otagateway.gateway.delivery.Effects;
import org.otagateway.gateway.delivery.JobContext;
import org.otagateway.gateway.delivery.JobContexts;
import org.otagateway.gateway.delivery.PacketSource;
import org.otagateway.gateway.delivery.SignsOfLife;
import org.otagateway.gateway.operation.StepGoal;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.DeliveryEvent;
import org.otagateway.gateway.outcome.PacketMark;
import org.otagateway.gateway.outcome.ScriptAnswer;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Opened;
import org.otagateway.packet.secured.ParsedResponse;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponsePacket;

/**
 * Finds the packet that a response packet answers: by the card's number, then TAR, counter and check. A ciphered one
 * hides its counter, so it is opened with the security of each packet in question. Runs on the writer's thread.
 */
public final class Responses {
    private static final int MOST_CARDS = 4;
    private static final int MOST_ATTEMPTS = 32;
    /** Anyone can send an unprotected error, or a proof again: of a day and a delivery, so many are kept as events. */
    private static final int KEPT_OF_A_DELIVERY = 16;

    private static final int DELIVERIES_KEPT = 100_000;

    private final DeliveryEngine engine;
    private final SignsOfLife signs;
    private final JobContexts contexts;
    private final PacketSource packets;
    private final ResponseCodec codec = new ResponseCodec();
    private final DailyQuota hintsShown = new DailyQuota(KEPT_OF_A_DELIVERY, DELIVERIES_KEPT);
    private final DailyQuota proofsShown = new DailyQuota(KEPT_OF_A_DELIVERY, DELIVERIES_KEPT);

    public Responses(DeliveryEngine engine, JobContexts contexts, PacketSource packets) {
        this.engine = engine;
        this.signs = new SignsOfLife(engine);
        this.contexts = contexts;
        this.packets = packets;
    }

    /** A packet that the response may answer, and what its job says. */
    private record Candidate(AttemptRow attempt, DeliveryRow delivery, JobContext context) {}

    /** What opens a response. */
    private record Security(Application application, long cardId) {}

    /** What was tried so far, and what is left to say where nothing matches. */
    private static final class Search {
        private final Octets octets;
        private final Map<Security, Opened<ResponsePacket>> opened = new HashMap<>();
        private final List<Candidate> unprotected = new ArrayList<>();
        private int status;
        private boolean tried;
        private boolean genuine;

        Search(Octets octets) {
            this.octets = octets;
        }
    }

    /**
     * Takes in a response packet, RPL first, from an international number.
     *
     * @return false where it cannot be read, or answers no packet of any card in question
     */
    boolean take(Occasion occasion, String sender, Octets packet) {
        ParsedResponse parsed = ResponseCodec.parse(packet).success().orElse(null);
        if (parsed == null) {
            occasion.effects().found(Effects.Finding.MALFORMED);
            return false;
        }
        Search search = new Search(packet);
        for (Card card : occasion.tx().cards().listByMsisdn(sender, MOST_CARDS)) {
            AttemptRow underWay = occasion.tx().attempts().underWay(card.id());
            List<AttemptRow> first = underWay == null ? List.of() : List.of(underWay);
            if (anyMatches(occasion, first, parsed, search)
                    || anyMatches(occasion, others(occasion, card.id(), underWay), parsed, search)) {
                return true;
            }
        }
        occasion.effects().found(unmatched(occasion, search));
        return search.genuine || !search.unprotected.isEmpty();
    }

    /** Something came from this number that answers no packet. */
    void heard(Occasion occasion, String sender) {
        for (Card card : occasion.tx().cards().listByMsisdn(sender, MOST_CARDS)) {
            int unused = signs.seen(occasion, card.id(), occasion.now());
        }
    }

    /** The newest packets of a card but for the one under way, which is looked at before. */
    private static List<AttemptRow> others(Occasion occasion, long cardId, @Nullable AttemptRow underWay) {
        return occasion.tx().attempts().ofCard(cardId, MOST_ATTEMPTS).stream()
                .filter(attempt -> underWay == null || attempt.id() != underWay.id())
                .toList();
    }

    private boolean anyMatches(Occasion occasion, List<AttemptRow> attempts, ParsedResponse parsed, Search search) {
        for (AttemptRow attempt : attempts) {
            DeliveryRow delivery = occasion.tx().deliveryStates().find(attempt.deliveryId());
            if (delivery != null) {
                JobContext context = contexts.of(occasion.tx(), delivery).under(attempt.keyVersion());
                if (context.tar().equals(parsed.tar())
                        && matches(occasion, new Candidate(attempt, delivery, context), parsed, search)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean matches(Occasion occasion, Candidate candidate, ParsedResponse parsed, Search search) {
        JobContext context = candidate.context();
        Security security = new Security(context.keyed(), candidate.attempt().cardId());
        Opened<ResponsePacket> opened = search.opened.get(security);
        if (opened == null) {
            opened = open(occasion, candidate, parsed);
            if (opened == null) {
                return false;
            }
            search.opened.put(security, opened);
        }
        search.tried = true;
        ResponsePacket response = opened.success().orElse(null);
        if (response == null) {
            return false;
        }
        boolean asked = context.spi().responseIntegrity() != IntegrityMode.NONE;
        if (asked && response.assurance() == ResponsePacket.Assurance.NONE) {
            search.unprotected.add(candidate);
            search.status = response.status().code();
            return false;
        }
        search.genuine = true;
        if (response.counter().value() != candidate.attempt().packet().counter()) {
            return false;
        }
        apply(occasion, candidate, response, search.octets);
        return true;
    }

    private @Nullable Opened<ResponsePacket> open(Occasion occasion, Candidate candidate, ParsedResponse parsed) {
        try {
            JobContext context = candidate.context();
            KeySet keys =
                    packets.keys(occasion.tx(), context, candidate.attempt().cardId());
            CommandHeader header = context.settings(keys).header();
            return codec.open(parsed, header.responseSecurity(), KeySets.of(keys));
        } catch (ComposeException | IllegalArgumentException e) {
            return null;
        }
    }

    private void apply(Occasion occasion, Candidate candidate, ResponsePacket response, Octets octets) {
        int status = response.status().code();
        AttemptRow attempt = candidate.attempt();
        ScriptAnswer answer = null;
        if (status == 0 && attempt.packet().kind() == AttemptKind.SCRIPT) {
            answer = ScriptAnswers.read(
                    candidate.context().application().application().format(),
                    goal(occasion, candidate),
                    response.data());
        }
        boolean known = status == 0 && attempt.packet().has(PacketMark.DONE);
        occasion.effects().found(known ? Effects.Finding.DUPLICATE : Effects.Finding.MATCHED);
        Instant answered = attempt.packet().answeredAt();
        if (!known && answered != null) {
            occasion.effects().responseAfter(Duration.between(answered, occasion.now()));
        }
        String data = response.data().isEmpty() ? "" : " " + response.data().toHex();
        if (status == 0 && !known) {
            // The one that proves it is kept whatever came before.
            occasion.tx()
                    .events()
                    .append(
                            occasion.now(),
                            attempt.deliveryId(),
                            attempt.id(),
                            "por",
                            response.status().toHex() + data,
                            octets);
        } else {
            keep(occasion, proofsShown, attempt, "por", response.status().toHex() + data, octets);
        }
        engine.apply(occasion, attempt, new DeliveryEvent.Responded(status, response.verified(), answer));
        if (!attempt.packet().underWay()) {
            int unused = signs.seen(occasion, attempt.cardId(), occasion.now());
        }
    }

    private static void keep(
            Occasion occasion, DailyQuota quota, AttemptRow attempt, String kind, String detail, Octets octets) {
        DailyQuota.Verdict verdict = quota.take(attempt.deliveryId(), occasion.now());
        if (verdict != DailyQuota.Verdict.DROPPED) {
            String more = verdict == DailyQuota.Verdict.LAST ? "; more of this day are not kept" : "";
            occasion.tx()
                    .events()
                    .append(occasion.now(), attempt.deliveryId(), attempt.id(), kind, detail + more, octets);
        }
    }

    /** What the step of the packet that is answered wants. */
    private StepGoal goal(Occasion occasion, Candidate candidate) {
        try {
            return packets.goal(
                    occasion.tx(),
                    candidate.context(),
                    candidate.delivery(),
                    candidate.attempt().visit().step());
        } catch (ComposeException e) {
            return answer -> new Verdict.Missed("what was wanted of the answer cannot be told: " + e.getMessage());
        }
    }

    /** Rule 6: an unprotected error proves nothing; it is a hint where exactly one packet of the card is under way. */
    private Effects.Finding unmatched(Occasion occasion, Search search) {
        List<Candidate> waiting = search.unprotected.stream()
                .filter(c ->
                        c.attempt().packet().underWay() && c.attempt().packet().needed())
                .toList();
        if (waiting.size() == 1) {
            AttemptRow attempt = waiting.get(0).attempt();
            keep(occasion, hintsShown, attempt, "hint", String.format("%02x", search.status), search.octets);
            engine.apply(occasion, attempt, new DeliveryEvent.Hinted(search.status));
            return Effects.Finding.HINT;
        }
        boolean forged = search.tried && !search.genuine && search.unprotected.isEmpty();
        return forged ? Effects.Finding.FORGED : Effects.Finding.UNMATCHED;
    }
}
