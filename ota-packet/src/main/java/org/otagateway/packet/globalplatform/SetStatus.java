// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * SET STATUS (Card Specification clause 11.10).
 *
 * <pre>
 * CLA 80 | INS F0 | P1 what | P2 state | Lc | AID
 * </pre>
 *
 * @param target what the state is of
 * @param state one octet; of an application b8 alone locks or unlocks it
 * @param application null where it is the card
 */
public record SetStatus(Target target, int state, @Nullable Aid application) implements RamCommand {
    static final int INS = 0xF0;

    /** P1: what the state is of. */
    public enum Target {
        /** The issuer security domain, whose state is that of the card. */
        CARD(0x80),
        /** An applet or another security domain. */
        APPLICATION(0x40),
        /** A security domain and all applications associated with it. */
        SECURITY_DOMAIN_AND_APPLICATIONS(0x60);

        private final int code;

        Target(int code) {
            this.code = code;
        }
    }

    public SetStatus {
        if (state < 0 || state > 0xFF) {
            throw new IllegalArgumentException("state: expected one octet, got " + state);
        }
        if (application == null && target != Target.CARD) {
            throw new IllegalArgumentException("expected the AID of the application");
        }
    }

    /** Locks an applet or a security domain. */
    public static SetStatus lock(Aid application) {
        return new SetStatus(Target.APPLICATION, LifeCycleState.LOCKED.code(), application);
    }

    /** Gives a locked one its state from before. */
    public static SetStatus unlock(Aid application) {
        return new SetStatus(Target.APPLICATION, 0, application);
    }

    @Override
    public CommandApdu command() {
        return RamApdu.of(INS, target.code, state, application == null ? Octets.EMPTY : application.value(), 0);
    }

    static SetStatus read(CommandApdu command) throws MalformedException {
        OctetReader in = RamApdu.reader(command, "GPC 11.10");
        for (Target target : Target.values()) {
            if (target.code == command.p1()) {
                boolean none = target == Target.CARD && command.data().isEmpty();
                return new SetStatus(target, command.p2(), none ? null : Aid.of(in, 0, "AID", in.rest()));
            }
        }
        throw RamApdu.fail(command, "P1", "40, 60 or 80", command.p1());
    }
}
