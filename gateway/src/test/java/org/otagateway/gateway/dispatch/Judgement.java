// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.compose.ComposeException;
import org.otagateway.gateway.compose.Composer;
import org.otagateway.gateway.outcome.AttemptKind;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.outcome.PacketMark;
import org.otagateway.gateway.store.AttemptRow;
import org.otagateway.gateway.store.DeliveryRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.packet.bytes.Octets;

/** Holds what the store says of each delivery against what the card did: S1 and S3 to S6 of docs/model, and L1. */
final class Judgement {
    private final Store store;
    private final Scenario.Stored stored;
    private final Scenario scenario;
    private final ModelCard card;
    private final Set<Octets> written;

    /** Told whether a rule holds. */
    interface Check {
        void holds(String rule, boolean holds);
    }

    /** {@code written} has the script of every packet that was submitted. */
    Judgement(Store store, Scenario.Stored stored, Scenario scenario, ModelCard card, Set<Octets> written) {
        this.store = store;
        this.stored = stored;
        this.scenario = scenario;
        this.card = card;
        this.written = Set.copyOf(written);
    }

    void judge(Check check, Consumer<Supplier<String>> log) {
        for (int i = 0; i < stored.deliveries().size(); i++) {
            long id = stored.deliveries().get(i);
            DeliveryRow delivery = store.submit(
                            tx -> Optional.ofNullable(tx.deliveryStates().find(id)))
                    .join()
                    .orElseThrow();
            Outcome outcome = delivery.state().outcome();
            if (scenario.loads(i)) {
                load(delivery, check, log);
                continue;
            }
            Octets script = script(i);
            int runs = card.runs.getOrDefault(script, 0);
            log.accept(() -> "delivery " + id + " " + outcome + " ran " + runs + " " + delivery.state());
            check.holds("L1: every delivery ends", outcome != Outcome.PENDING);
            check.holds("S1: no script that may not runs twice", scenario.repeatable() || runs <= 1);
            check.holds("S3: confirmed means that it ran", outcome != Outcome.CONFIRMED || runs > 0);
            check.holds(
                    "S4: accepted means that the card took it",
                    outcome != Outcome.ACCEPTED || card.taken.contains(script));
            check.holds("S5: a 00 that was taken in wins", outcome == Outcome.CONFIRMED || !taken00(id));
            check.holds("S6: cancelled means never sent", outcome != Outcome.CANCELLED || !written.contains(script));
            check.holds("nothing is left to do", delivery.state().dueAt() == null);
        }
    }

    private void load(DeliveryRow delivery, Check check, Consumer<Supplier<String>> log) {
        Outcome outcome = delivery.state().outcome();
        String detail = String.valueOf(delivery.state().evidence().detail());
        log.accept(() -> "load " + outcome + " installed " + card.load.installed() + " " + delivery.state());
        check.holds("L1: every delivery ends", outcome != Outcome.PENDING);
        check.holds("S3: confirmed means installed, for good", outcome != Outcome.CONFIRMED || card.load.installed());
        check.holds("cleaned up means that nothing is left", !detail.contains("cleaned up") || !card.load.installed());
        check.holds("a load that failed is not there", outcome != Outcome.FAILED || !card.load.installed());
        check.holds(
                "S6: cancelled means never sent",
                outcome != Outcome.CANCELLED || !written.contains(Octets.hex(ScriptedPlan.SCRIPT.get(0))));
        check.holds("nothing is held", delivery.state().progress().holds() == null);
        check.holds("nothing is left to do", delivery.state().dueAt() == null);
    }

    private boolean taken00(long deliveryId) {
        return store.submit(tx -> {
                    for (AttemptRow attempt : tx.attempts().ofCard(stored.cardId(), 100)) {
                        if (attempt.deliveryId() == deliveryId
                                && attempt.packet().kind() == AttemptKind.SCRIPT
                                && attempt.packet().has(PacketMark.DONE)) {
                            return true;
                        }
                    }
                    return false;
                })
                .join();
    }

    private Octets script(int delivery) {
        try {
            return Composer.script(ScriptFormat.COMPACT, scenario.script(delivery));
        } catch (ComposeException e) {
            throw new AssertionError(e);
        }
    }
}
