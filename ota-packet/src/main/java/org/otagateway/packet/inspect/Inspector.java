// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.ResponseSecurity;

/**
 * Explains octets. It never fails: any octets give a tree up to the fault and the rest raw. Not thread-safe: one for each
 * thread, kept, since its ciphers cost more to make than a packet.
 */
public final class Inspector {
    /** No packet, message or script is longer; what is longer is not taken apart, so that memory stays bounded. */
    public static final int MOST_OCTETS = 1 << 17;

    /** Failing checks of a run of many whose reason is looked for quickly; of those behind them the likeliest alone. */
    private static final int MOST_QUICK = 20_000;

    private final Opener opener = new Opener();
    private final KeyRing ring;
    private final boolean thorough;
    private final int mostQuick;
    private List<Settings> expected = List.of();
    private int diagnoses;

    /**
     * @param keys what packets are deciphered and checked with
     * @param thorough whether a check that fails is worth some 100 ms of search; false where there are many packets
     */
    public Inspector(KeyRing keys, boolean thorough) {
        this(keys, thorough, MOST_QUICK);
    }

    Inspector(KeyRing keys, boolean thorough, int mostQuick) {
        this.ring = keys;
        this.thorough = thorough;
        this.mostQuick = mostQuick;
    }

    /** Says what security responses may have from now on; where it is empty, all that the keys allow is tried. */
    public void expect(List<ResponseSecurity> securities) {
        expected = securities.stream()
                .map(security ->
                        new Settings(security.integrity(), security.ciphered(), security.kic(), security.kid()))
                .toList();
    }

    /** The kinds whose rules the octets keep, the likeliest first; perhaps none. */
    public static List<Kind> kinds(Octets octets) {
        return octets.length() > MOST_OCTETS ? List.of() : Recognizer.strict(octets);
    }

    /** Explains octets of a kind that is found out. */
    public Inspection inspect(Octets octets) {
        List<Kind> kinds = kinds(octets);
        if (kinds.isEmpty()) {
            Kind kind = Recognizer.lenient(octets);
            return inspect(octets, kind, List.of(), false);
        }
        return inspect(octets, kinds.get(0), kinds.subList(1, kinds.size()), false);
    }

    /** Explains octets as {@code kind}. */
    public Inspection inspect(Octets octets, Kind kind) {
        List<Kind> others = new ArrayList<>(kinds(octets));
        others.remove(kind);
        return inspect(octets, kind, others, true);
    }

    /** Explains a message that was joined from several, as {@code kind}. */
    public Inspection inspectJoined(Octets octets, Kind kind) {
        return inspect(octets, kind, List.of(), true, 0, true);
    }

    /**
     * Explains octets inside other ones as {@code kind}.
     *
     * @param base octets of the outer ones before them
     */
    public Inspection inspectInside(Octets octets, Kind kind, int base) {
        return inspect(octets, kind, List.of(), true, base, false);
    }

    private Inspection inspect(Octets octets, Kind kind, List<Kind> others, boolean forced) {
        return inspect(octets, kind, others, forced, 0, false);
    }

    private Inspection inspect(
            Octets octets, Kind wanted, List<Kind> others, boolean forced, int base, boolean derived) {
        Kind kind = octets.length() > MOST_OCTETS ? Kind.UNKNOWN : wanted;
        Notes notes = new Notes();
        Field root = tree(octets, kind, base, derived, context(notes));
        diagnoses += notes.diagnosis().isPresent() && diagnoses < mostQuick ? 1 : 0;
        return new Inspection(kind, others, forced, root, notes.findings(), notes.diagnosis());
    }

    private Context context(Notes notes) {
        Effort effort = thorough ? Effort.WHOLE : diagnoses < mostQuick ? Effort.QUICK : Effort.LIKELY;
        return new Context(opener, ring, expected, effort, notes);
    }

    private static Field tree(Octets octets, Kind kind, int base, boolean derived, Context context) {
        return switch (kind) {
            case COMMAND_PACKET -> CommandTree.of(octets, base, derived, context);
            case RESPONSE_PACKET -> ResponseTree.of(octets, base, derived, context);
            case USER_DATA -> UserDataTree.of(octets, base, derived, context);
            case SMS_DELIVER -> TpduTree.deliver(octets, base, derived, context);
            case SMS_SUBMIT -> TpduTree.submit(octets, base, derived, context);
            case DELIVER_REPORT -> TpduTree.deliverReport(octets, base, derived, context);
            case ENVELOPE -> ToolkitTree.envelope(octets, base, derived, context);
            case PROACTIVE_COMMAND -> ToolkitTree.proactive(octets, base, derived, context);
            case COMPACT_SCRIPT -> ScriptTree.compact(octets, base, derived, context);
            case EXPANDED_SCRIPT -> ScriptTree.expanded(octets, base, derived, context);
            case COMPACT_RESPONSE -> AnswerTree.compact(octets, base, derived, context);
            case EXPANDED_RESPONSE -> AnswerTree.expanded(octets, base, derived, context);
            case SMPP_PDU -> SmppTree.of(octets, base, derived, context);
            case COMMAND_APDU -> ScriptTree.alone(octets, base, derived, context);
            case UNKNOWN -> {
                String reason = octets.length() > MOST_OCTETS
                        ? "longer than any packet, message or script: more than " + MOST_OCTETS + " octets"
                        : "no known form";
                context.notes().add(Verdict.BAD, base, "input", reason, "");
                yield new Field(base, octets, "", "raw", reason, "", Verdict.BAD, derived, List.of());
            }
        };
    }
}
