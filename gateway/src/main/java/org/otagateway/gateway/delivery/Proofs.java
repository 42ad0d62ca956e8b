// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.delivery;

import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.operation.StepEffect;
import org.otagateway.gateway.outcome.Action;
import org.otagateway.packet.keys.Counter;

/** Carries out what an answer proves of a card: where its counter stands, and which keys it has. */
final class Proofs {
    private Proofs() {}

    static void carryOut(Concern concern, Action action) {
        if (action instanceof Action.Proven proven) {
            keys(concern, concern.plan().effect(proven.step()));
        } else {
            counter(concern, action);
        }
    }

    private static void counter(Concern concern, Action action) {
        CounterDomain found =
                concern.tx().counterDomains().find(concern.domain().id());
        if (found == null) {
            return;
        }
        if (action instanceof Action.Place place) {
            concern.tx().counterDomains().update(found.place(new Counter(place.counter()), PlacedBy.PROOF_OF_RECEIPT));
        } else if (action instanceof Action.Behind) {
            concern.tx().counterDomains().update(found.withBehind(true));
        } else if (action instanceof Action.Resolve resolve) {
            concern.tx().counterDomains().update(found.resolve(new Counter(resolve.counter())));
            concern.tx().attempts().resolve(found, resolve.counter());
        }
    }

    private static void keys(Concern concern, StepEffect effect) {
        long cardId = concern.delivery().cardId();
        String securityDomain = concern.context().securityDomain();
        if (effect instanceof StepEffect.SwitchKeys keys) {
            concern.tx().cards().switchKeys(cardId, securityDomain, keys.from(), keys.to());
            tell(concern, "keys", "key version " + keys.to() + " in place of " + keys.from());
        } else if (effect instanceof StepEffect.DropKeys keys) {
            concern.tx().cards().dropKeys(cardId, securityDomain, keys.version());
            tell(concern, "keys", "key version " + keys.version() + " is gone");
        }
    }

    private static void tell(Concern concern, String kind, String detail) {
        concern.tx()
                .events()
                .append(
                        concern.now(),
                        concern.delivery().id(),
                        concern.delivery().attemptId(),
                        kind,
                        detail);
    }
}
