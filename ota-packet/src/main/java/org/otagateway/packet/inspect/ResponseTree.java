// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;

/**
 * A response packet from RPL on (TS 102 225 clause 5.2), laid out as {@link Shape#RESPONSE}. It does not say its own
 * security: that of its command is tried where it is known, else all that the keys allow.
 */
final class ResponseTree {
    private static final String CLAUSE = Kind.RESPONSE_PACKET.clause();
    private static final int MIN_RHL = 10;
    /** Of more key versions only equal ones for KIc and KID are tried. */
    private static final int MOST_MIXED = 4;

    private ResponseTree() {}

    static Field of(Octets packet, int base, boolean derived, Context context) {
        return FieldReader.tree(
                "response packet",
                packet,
                base,
                derived,
                CLAUSE,
                FieldReader.octetsText(packet.length()),
                context.notes(),
                in -> read(in, packet, context));
    }

    private static void read(FieldReader in, Octets packet, Context context) throws Cut {
        Notes notes = context.notes();
        PacketLength.read(in, "RPL", "octets from RHL to the end", notes);
        int rhlAt = in.place();
        int rhl = in.u8(
                "RHL",
                value -> value < MIN_RHL
                        ? "less than the 10 octets of the fixed header"
                        : "octets from TAR to RC/CC: 10 and a check of " + (value - MIN_RHL));
        Octets tar = in.take("TAR", 3);
        in.add(tar, "TAR", Words.tar(tar.get(0) << 16 | tar.get(1) << 8 | tar.get(2)), Verdict.PLAIN);
        int checkLength = rhl - MIN_RHL;
        if (checkLength < 0) {
            throw in.cut("RHL", rhlAt, "expected 10 or more, got " + rhl);
        }
        if (checkLength != 0 && checkLength != 2 && checkLength != 4 && checkLength != 8) {
            notes.add(Verdict.BAD, rhlAt, "RHL", "expected 10, 12, 14 or 18, got " + rhl, CLAUSE);
        }
        Opening opening = best(packet, checkLength, context);
        if (opening.check() == Opening.Check.NONE && opening.body() != null) {
            notes.add(Verdict.UNCHECKED, rhlAt, "RC/CC", "nothing proves this response", CLAUSE);
        }
        BodyTree.read(in, Shape.RESPONSE, packet, checkLength, opening, context);
    }

    private static Opening best(Octets packet, int checkLength, Context context) {
        Opening best = null;
        for (Settings settings : candidates(checkLength, context)) {
            Opening opening = context.opener().open(Shape.RESPONSE, packet, settings, checkLength, context.ring());
            if (best == null || opening.rank(Shape.RESPONSE) > best.rank(Shape.RESPONSE)) {
                best = opening;
            }
            if (best.check() == Opening.Check.MATCHES) {
                break;
            }
        }
        if (best == null) {
            throw new IllegalStateException("there is always the clear form");
        }
        return best;
    }

    /** The security that the command asked for, or what the length of the check and the keys allow; then none at all. */
    private static List<Settings> candidates(int checkLength, Context context) {
        List<Settings> candidates = new ArrayList<>();
        for (Settings expected : context.expected()) {
            boolean fits = checkLength != 0 || expected.mode() == IntegrityMode.NONE;
            if (fits) {
                candidates.add(expected);
            }
        }
        if (candidates.isEmpty()) {
            guess(checkLength, context, candidates);
        }
        return candidates;
    }

    private static void guess(int checkLength, Context context, List<Settings> candidates) {
        List<IntegrityMode> modes = switch (checkLength) {
            case 0 -> List.of(IntegrityMode.NONE);
            case 2 -> List.of(IntegrityMode.RC);
            case 4 -> List.of(IntegrityMode.CC, IntegrityMode.RC);
            default -> List.of(IntegrityMode.CC);
        };
        TreeSet<Integer> versions = new TreeSet<>();
        for (KeyRing.Holder holder : context.ring().holders()) {
            for (KeySet set : holder.keys().all()) {
                versions.add(set.version());
            }
        }
        for (IntegrityMode mode : modes) {
            candidates.add(new Settings(mode, false, Kic.UNUSED, Kid.UNUSED));
            for (int kid : versions) {
                candidates.add(new Settings(mode, false, Kic.UNUSED, Kid.implicit(kid)));
            }
            for (int kic : versions) {
                candidates.add(new Settings(mode, true, Kic.implicit(kic), Kid.implicit(kic)));
            }
            if (versions.size() <= MOST_MIXED) {
                mixed(mode, versions, candidates);
            }
        }
    }

    /** KIc and KID may name different versions. */
    private static void mixed(IntegrityMode mode, Set<Integer> versions, List<Settings> candidates) {
        for (int kic : versions) {
            for (int kid : versions) {
                if (kic != kid) {
                    candidates.add(new Settings(mode, true, Kic.implicit(kic), Kid.implicit(kid)));
                }
            }
        }
    }
}
