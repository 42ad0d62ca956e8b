// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.Locale;
import java.util.Optional;

/** The life cycle states by name (Card Specification tables 11-3 to 11-6). */
public enum LifeCycleState {
    OP_READY(Owner.CARD, 0x01),
    INITIALIZED(Owner.CARD, 0x07),
    SECURED(Owner.CARD, 0x0F),
    CARD_LOCKED(Owner.CARD, 0x7F),
    TERMINATED(Owner.CARD, 0xFF),
    LOADED(Owner.LOAD_FILE, 0x01),
    INSTALLED(Owner.APPLICATION, 0x03),
    SELECTABLE(Owner.APPLICATION, 0x07),
    /** Of a security domain; an applet gives this and others of its own their meaning. */
    PERSONALIZED(Owner.APPLICATION, 0x0F),
    /** The state before stays in the other bits. */
    LOCKED(Owner.APPLICATION, 0x80);

    /** Whose states they are. */
    public enum Owner {
        CARD,
        LOAD_FILE,
        /** Applets and security domains other than the issuer's, whose state is that of the card. */
        APPLICATION
    }

    private static final int LOCK_BIT = 0x80;

    private final Owner owner;
    private final int code;

    LifeCycleState(Owner owner, int code) {
        this.owner = owner;
        this.code = code;
    }

    /** The octet. */
    public int code() {
        return code;
    }

    /** As it is told to operators: "card-locked". */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state that {@code code} means, empty where only the applet knows. */
    public static Optional<LifeCycleState> of(Owner owner, int code) {
        if (owner == Owner.APPLICATION && (code & LOCK_BIT) != 0) {
            return Optional.of(LOCKED);
        }
        for (LifeCycleState state : values()) {
            if (state.owner == owner && state.code == code) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
