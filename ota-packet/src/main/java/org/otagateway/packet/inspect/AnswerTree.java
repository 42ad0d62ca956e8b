// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** What a card answers to scripts (TS 102 226 clauses 5.1.2 and 5.2.2). */
final class AnswerTree {
    private AnswerTree() {}

    static Field compact(Octets answer, int base, boolean derived, Context context) {
        String clause = Kind.COMPACT_RESPONSE.clause();
        return FieldReader.tree(
                Kind.COMPACT_RESPONSE.text(), answer, base, derived, clause, "", context.notes(), in -> {
                    in.u8("number of commands", count -> count + " executed, the one that failed included");
                    statusWord(in, "last status word", context);
                    responseData(in, "last response data", in.remaining());
                });
    }

    static Field expanded(Octets answer, int base, boolean derived, Context context) {
        String clause = Kind.EXPANDED_RESPONSE.clause();
        return FieldReader.tree(
                Kind.EXPANDED_RESPONSE.text(),
                answer,
                base,
                derived,
                clause,
                "",
                context.notes(),
                in -> Template.read(in, 0xAB, 0xAF, (tag, length) -> object(in, tag, length, context)));
    }

    private static void object(FieldReader in, int tag, int length, Context context) throws Cut {
        switch (tag) {
            case 0x80 -> in.octets("number of executed objects", length, AnswerTree::number);
            case 0x23 -> {
                if (length < 2) {
                    throw in.cut("R-APDU", in.place(), "expected a status word, got " + length + " octets");
                }
                responseData(in, "response data", length - 2);
                statusWord(in, "status word", context);
            }
            case 0x81 ->
                in.octets(
                        "immediate action response",
                        length,
                        value -> value.equals(Octets.of(1)) ? "the suspension failed" : "terminal response");
            case 0x83 -> in.octets("script chaining response", length, AnswerTree::chaining);
            case 0x90 -> {
                in.octets("bad format", length, AnswerTree::badFormat);
                Field field = in.last();
                context.notes()
                        .add(
                                Verdict.SUSPICIOUS,
                                field.offset(),
                                "bad format",
                                "the card could not read the script: " + field.meaning(),
                                Kind.EXPANDED_RESPONSE.clause());
            }
            default ->
                throw in.cut("object tag", in.place(), "expected 80, 23, 81, 83 or 90, got " + OctetReader.hex8(tag));
        }
    }

    /** What GET STATUS answers is taken apart; which command an answer is to, only its script says. */
    private static void responseData(FieldReader in, String name, int length) throws Cut {
        if (RamTree.readsAsEntries(in.peekOctets(length))) {
            int at = in.place();
            Octets data = in.take(name, length);
            in.add(RamTree.entries(name, data, at, in.derived()));
        } else {
            in.octets(name, length, data -> "");
        }
    }

    private static void statusWord(FieldReader in, String name, Context context) throws Cut {
        Octets octets = in.take(name, 2);
        StatusWord word = StatusWord.of(octets.get(0), octets.get(1));
        boolean fine = word.kind() == StatusWord.Kind.DONE || word.kind() == StatusWord.Kind.DATA_AVAILABLE;
        in.add(octets, name, Causes.explained(word), fine ? Verdict.PLAIN : Verdict.SUSPICIOUS);
        if (!fine) {
            context.notes()
                    .add(
                            Verdict.SUSPICIOUS,
                            in.place() - 2,
                            name,
                            word + ": " + Causes.explained(word),
                            "TS 102 221 10.2.1");
        }
    }

    private static String number(Octets value) {
        int number = 0;
        for (int i = 0; i < Math.min(3, value.length()); i++) {
            number = number << 8 | value.get(i);
        }
        return number + " (actions and chaining may count among them)";
    }

    private static String chaining(Octets value) {
        return switch (value.isEmpty() ? -1 : value.get(0)) {
            case 1 -> "no previous script";
            case 2 -> "chaining not supported";
            case 3 -> "unable to process";
            default -> "not a value of the standard";
        };
    }

    private static String badFormat(Octets value) {
        return switch (value.isEmpty() ? -1 : value.get(0)) {
            case 1 -> "unknown tag";
            case 2 -> "wrong length";
            case 3 -> "length not found";
            default -> "not a value of the standard";
        };
    }
}
