// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import java.util.Random;
import org.otagateway.packet.bytes.Octets;

/** The load of a card, as far as {@link ScriptedPlan} goes: what runs in which order, and what aborts it. */
final class LoadingCard {
    private static final Octets DONE = Octets.hex("019000");
    private static final Octets CONDITIONS = Octets.hex("016985");
    private static final int NOTHING = 0;
    private static final int INSTALLED = 3;

    private final Random random;
    private final int resets;
    private int state;

    /** Foreign scripts that ran while a load was under way: each aborted it. */
    int aborted;

    /** @param resets per cent of scripts that find the card reset */
    LoadingCard(int resets, Random random) {
        this.resets = resets;
        this.random = random;
    }

    /** Runs a script and answers to it. */
    Octets run(Octets script) {
        if (random.nextInt(100) < resets) {
            reset();
        }
        int step = ScriptedPlan.SCRIPT.indexOf(script.toHex());
        return switch (step) {
            case -1 -> foreign();
            case 0, 1, 2 -> load(step);
            case 3 -> state == INSTALLED ? DONE : CONDITIONS;
            case 6 -> state == NOTHING ? DONE : CONDITIONS;
            default -> {
                state = NOTHING;
                yield DONE;
            }
        };
    }

    private Octets load(int step) {
        if (state != step) {
            return CONDITIONS;
        }
        state++;
        return DONE;
    }

    private Octets foreign() {
        if (underWay()) {
            aborted++;
            reset();
        }
        return DONE;
    }

    /** A load does not outlive it. */
    void reset() {
        if (underWay()) {
            state = NOTHING;
        }
    }

    boolean underWay() {
        return state != NOTHING && state != INSTALLED;
    }

    boolean installed() {
        return state == INSTALLED;
    }
}
