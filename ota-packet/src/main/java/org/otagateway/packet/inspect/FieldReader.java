// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** Reads octets from front to back and makes a field of each. What was read before a fault stays. */
final class FieldReader {
    private final Octets octets;
    private final int base;
    private final boolean derived;
    private final String clause;
    private final List<Field> fields = new ArrayList<>();
    private int at;
    /** Octets that are in a field: after a fault fewer than those read. */
    private int shown;

    /**
     * @param base octets of the input before {@code octets}
     * @param derived as {@link Field#derived}
     */
    FieldReader(Octets octets, int base, boolean derived, String clause) {
        this.octets = octets;
        this.base = base;
        this.derived = derived;
        this.clause = clause;
    }

    /** Reads what {@code body} reads; a fault ends it, and what is left over becomes raw octets. */
    @FunctionalInterface
    interface Body {
        void read(FieldReader in) throws Cut;
    }

    /** All of {@code octets} as one field with those inside it that {@code body} reads. Never fails. */
    static Field tree(
            String name,
            Octets octets,
            int base,
            boolean derived,
            String clause,
            String meaning,
            Notes notes,
            Body body) {
        FieldReader in = new FieldReader(octets, base, derived, clause);
        Verdict verdict = Verdict.PLAIN;
        try {
            body.read(in);
            if (in.remaining() > 0) {
                notes.add(Verdict.BAD, in.place(), name, in.remaining() + " octets too many behind the end", clause);
                verdict = Verdict.BAD;
            }
        } catch (Cut e) {
            notes.add(e.finding());
            verdict = Verdict.BAD;
        }
        in.raw("raw", "not read");
        return new Field(base, octets, "", name, meaning, clause, verdict, derived, in.fields);
    }

    /** Octets of the input before the next one. */
    int place() {
        return base + at;
    }

    boolean derived() {
        return derived;
    }

    int remaining() {
        return octets.length() - at;
    }

    boolean atEnd() {
        return remaining() == 0;
    }

    /** The octet {@code ahead} octets further on, 0 for the next; −1 where there is none. */
    int peek(int ahead) {
        return at + ahead < octets.length() ? octets.get(at + ahead) : -1;
    }

    /** The next octets, not consumed. */
    Octets peekOctets(int length) {
        return octets.slice(at, at + Math.min(length, remaining()));
    }

    /** One octet. */
    int u8(String name, IntFunction<String> meaning) throws Cut {
        Octets octet = take(name, 1);
        int value = octet.get(0);
        add(octet, name, meaning.apply(value), Verdict.PLAIN);
        return value;
    }

    /** Two octets. */
    int u16(String name, IntFunction<String> meaning) throws Cut {
        Octets two = take(name, 2);
        int value = two.get(0) << 8 | two.get(1);
        add(two, name, meaning.apply(value), Verdict.PLAIN);
        return value;
    }

    /** {@code length} octets; none makes no field. */
    Octets octets(String name, int length, Function<Octets, String> meaning) throws Cut {
        Octets value = take(name, length);
        if (length > 0) {
            add(value, name, meaning.apply(value), Verdict.PLAIN);
        }
        return value;
    }

    /** A BER length of one to three octets; told, but not held, where it is beyond what is left. */
    int berLength(String name) throws Cut {
        int first = peek(0);
        int width = first == 0x81 ? 2 : first == 0x82 ? 3 : 1;
        int start = place();
        Octets written = take(name, width);
        int length = first;
        if (width == 2) {
            length = written.get(1);
        } else if (width == 3) {
            length = written.get(1) << 8 | written.get(2);
        } else if (first > 0x80) {
            throw cut(name, start, "expected a BER length of 1 to 3 octets, got " + OctetReader.hex8(first));
        }
        add(written, name, length + " octets", Verdict.PLAIN);
        return length;
    }

    /** Consumes octets without making a field: the caller adds its own. */
    Octets take(String name, int length) throws Cut {
        if (length > remaining()) {
            throw cut(name, place(), "expected " + octetsText(length) + ", got " + remaining());
        }
        at += length;
        return octets.slice(at - length, at);
    }

    /** Adds a field for the octets consumed last. */
    void add(Octets value, String name, String meaning, Verdict verdict) {
        add(new Field(place() - value.length(), value, "", name, meaning, clause, verdict, derived, List.of()));
    }

    void add(Field field) {
        fields.add(field);
        shown = field.offset() - base + field.octets().length();
    }

    /** The field added last. */
    Field last() {
        return fields.get(fields.size() - 1);
    }

    /** Puts another field in the place of the one added last. */
    void replaceLast(Field field) {
        fields.set(fields.size() - 1, field);
    }

    /** All octets that are in no field yet as one; none makes no field. */
    void raw(String name, String meaning) {
        if (shown < octets.length()) {
            Octets rest = octets.from(shown);
            add(new Field(base + shown, rest, "", name, meaning, "", Verdict.UNCHECKED, derived, List.of()));
        }
        at = octets.length();
    }

    Cut cut(String name, int place, String text) {
        return new Cut(new Finding(Verdict.BAD, place, name, text, clause));
    }

    List<Field> fields() {
        return fields;
    }

    static String octetsText(int count) {
        return count == 1 ? "1 octet" : count + " octets";
    }
}
