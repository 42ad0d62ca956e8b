// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.List;
import java.util.Objects;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.secured.ResponseStatus;

/** A secured packet from CNTR on: deciphered where there is a key, else as one field of ciphered octets. */
final class BodyTree {
    private BodyTree() {}

    /** @param in stands at CNTR */
    static void read(FieldReader in, Shape shape, Octets packet, int checkLength, Opening opening, Context context)
            throws Cut {
        Octets body = opening.body();
        if (body == null) {
            ciphered(in, opening, context);
            CheckField.diagnose(shape, packet, checkLength, opening, context);
            return;
        }
        int place = in.place();
        boolean derived = in.derived() || opening.settings().ciphered();
        if (opening.settings().ciphered()) {
            Octets octets = in.take("ciphered data", in.remaining());
            String how = "deciphered with KIC of " + opening.holder() + ", "
                    + Words.cipher(Objects.requireNonNull(opening.cipher()));
            Field clear = FieldReader.tree(
                    "ciphered data",
                    body,
                    place,
                    true,
                    clause(shape),
                    how,
                    context.notes(),
                    inside -> fields(inside, shape, packet, checkLength, opening, context));
            in.add(new Field(
                    place,
                    octets,
                    "",
                    clear.name(),
                    how,
                    clear.clause(),
                    clear.verdict(),
                    in.derived(),
                    clear.children()));
        } else {
            FieldReader clear = new FieldReader(in.take("data", in.remaining()), place, derived, clause(shape));
            try {
                fields(clear, shape, packet, checkLength, opening, context);
            } finally {
                clear.raw("raw", "not read");
                clear.fields().forEach(in::add);
            }
        }
    }

    private static void ciphered(FieldReader in, Opening opening, Context context) {
        boolean noKey = opening.problem().startsWith("no ");
        Verdict verdict = noKey ? Verdict.UNCHECKED : Verdict.BAD;
        context.notes()
                .add(
                        verdict,
                        in.place(),
                        "ciphered data",
                        "cannot be deciphered: " + opening.problem()
                                + (opening.holder() == null ? "" : " (" + opening.holder() + ")"),
                        SecurityTree.KIC_CLAUSE);
        in.raw("ciphered data", "CNTR to padding, not deciphered: " + opening.problem());
    }

    private static String clause(Shape shape) {
        return shape == Shape.COMMAND ? Kind.COMMAND_PACKET.clause() : Kind.RESPONSE_PACKET.clause();
    }

    /**
     * <pre>
     * | CNTR (5) | PCNTR (1) | status (1, responses alone) | RC/CC | data | padding (PCNTR) |
     * </pre>
     */
    private static void fields(
            FieldReader in, Shape shape, Octets packet, int checkLength, Opening opening, Context context) throws Cut {
        boolean sense = opening.plausible(shape) || opening.check() == Opening.Check.MATCHES;
        Octets counter = in.take("CNTR", 5);
        long value = Long.parseLong(counter.toHex(), 16);
        in.add(counter, "CNTR", counterText(value), value == Counter.MAX.value() ? Verdict.SUSPICIOUS : Verdict.PLAIN);
        if (value == Counter.MAX.value()) {
            context.notes()
                    .add(Verdict.SUSPICIOUS, in.place() - 5, "CNTR", "blocks the key set for good", "TS 102 225 5.1.4");
        }
        int pcntrAt = in.place();
        int pcntr = in.u8("PCNTR", padding -> FieldReader.octetsText(padding) + " of padding at the end");
        if (shape == Shape.RESPONSE) {
            ResponseStatus status = new ResponseStatus(in.take("status", 1).get(0));
            in.add(
                    Octets.of(status.code()),
                    "status",
                    status.meaning().text() + (sense ? "; " + Causes.of(status) : ""),
                    status.code() == 0 || !sense ? Verdict.PLAIN : Verdict.SUSPICIOUS);
        }
        CheckField.read(in, shape, packet, checkLength, opening, context);
        int content = in.remaining();
        if (pcntr > content) {
            in.raw("data", "");
            throw in.cut("PCNTR", pcntrAt, "expected at most " + content + ", the octets behind RC/CC, got " + pcntr);
        }
        Octets data = in.take("data", content - pcntr);
        if (!data.isEmpty()) {
            in.add(
                    sense
                            ? DataTree.of(data, in.place() - data.length(), in.derived(), shape, context)
                            : new Field(
                                    in.place() - data.length(),
                                    data,
                                    "",
                                    "data",
                                    "makes no sense: another key, or changed octets",
                                    "",
                                    Verdict.UNCHECKED,
                                    in.derived(),
                                    List.of()));
        }
        Octets padding = in.octets("padding", pcntr, octets -> paddingText(octets, shape));
        if (opening.cipher() != null && pcntr >= opening.cipher().blockLength()) {
            context.notes()
                    .add(
                            opening.check() == Opening.Check.MATCHES ? Verdict.SUSPICIOUS : Verdict.UNCHECKED,
                            pcntrAt,
                            "PCNTR",
                            padding.length() + " octets of padding are a block or more",
                            clause(shape));
        }
    }

    private static String counterText(long value) {
        return Long.toString(value)
                + (value == Counter.MAX.value() ? ": the last value, which blocks the key set for good" : "");
    }

    private static String paddingText(Octets padding, Shape shape) {
        for (int i = 0; i < padding.length(); i++) {
            if (padding.get(i) != 0) {
                return shape == Shape.RESPONSE ? "not zero, as some cards pad" : "not zero";
            }
        }
        return "zeros";
    }
}
