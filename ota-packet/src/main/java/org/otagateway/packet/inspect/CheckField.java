// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.Objects;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.IntegrityMode;

/** RC/CC of a secured packet, with its verdict; where it fails, the reason is looked for. */
final class CheckField {
    private static final String CLAUSE = SecurityTree.KID_CLAUSE;

    private CheckField() {}

    static void read(FieldReader in, Shape shape, Octets packet, int length, Opening opening, Context context)
            throws Cut {
        IntegrityMode mode = opening.settings().mode();
        String name = Words.checkName(mode);
        if (length == 0) {
            if (mode == IntegrityMode.RC || mode == IntegrityMode.CC) {
                context.notes()
                        .add(
                                Verdict.SUSPICIOUS,
                                in.place(),
                                name,
                                "none, although it was asked for",
                                Kind.RESPONSE_PACKET.clause());
            }
            return;
        }
        int at = in.place();
        Octets check = in.take("RC/CC", length);
        switch (opening.check()) {
            case NONE -> in.add(check, "RC/CC", "SPI asks for none", Verdict.PLAIN);
            case NOT_MADE -> {
                in.add(check, "RC/CC", name + ", not checked: " + opening.problem(), Verdict.UNCHECKED);
                context.notes().add(Verdict.UNCHECKED, at, name, "not checked: " + opening.problem(), CLAUSE);
                diagnose(shape, packet, length, opening, context);
            }
            case MATCHES ->
                in.add(
                        check,
                        "RC/CC",
                        name + " matches: " + Words.integrity(Objects.requireNonNull(opening.integrity()))
                                + (opening.holder() == null ? "" : ", KID of " + opening.holder()),
                        Verdict.GOOD);
            case FAILS -> {
                in.add(
                        check,
                        "RC/CC",
                        name + " does not match: " + Words.integrity(Objects.requireNonNull(opening.integrity())),
                        Verdict.BAD);
                String what = mode == IntegrityMode.RC ? "redundancy check" : "checksum";
                context.notes().add(Verdict.BAD, at, name, what + " does not match", CLAUSE);
                diagnose(shape, packet, length, opening, context);
            }
        }
    }

    /** Looks for keys and ways to count that make the check match. */
    static void diagnose(Shape shape, Octets packet, int length, Opening opening, Context context) {
        IntegrityMode mode = opening.settings().mode();
        boolean keys = !context.ring().isEmpty();
        if ((mode == IntegrityMode.CC && keys)
                || (mode == IntegrityMode.RC && (keys || !opening.settings().ciphered()))) {
            context.notes().diagnosed(new Diagnoser(context, shape, packet, length, opening).diagnose());
        }
    }
}
