// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/**
 * A field of octets under inspection, with the fields inside it.
 *
 * @param offset octets before it in the input; inside a joined message, before it in that message
 * @param octets its octets, in clear where they could be deciphered
 * @param bits for a part of an octet the pattern of its bits, as ".... .1.."; else empty
 * @param name in the words of the standard
 * @param meaning in plain English, perhaps empty
 * @param clause the clause that describes it, perhaps empty
 * @param derived whether the octets are not those of the input at this offset: deciphered, or joined of several messages
 * @param children the fields inside it, in order
 */
public record Field(
        int offset,
        Octets octets,
        String bits,
        String name,
        String meaning,
        String clause,
        Verdict verdict,
        boolean derived,
        List<Field> children) {
    public Field {
        children = List.copyOf(children);
    }

    /** This field with other children. */
    Field with(List<Field> inside) {
        return new Field(offset, octets, bits, name, meaning, clause, verdict, derived, inside);
    }

    /** This field with another meaning and verdict. */
    Field judged(String newMeaning, Verdict newVerdict) {
        return new Field(offset, octets, bits, name, newMeaning, clause, newVerdict, derived, children);
    }

    /** The first field of that name, this one or one inside it, in the order of reading. */
    public Optional<Field> find(String wanted) {
        List<Field> all = findAll(wanted);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    /** All fields of that name, this one and those inside it, in the order of reading. */
    public List<Field> findAll(String wanted) {
        List<Field> found = new ArrayList<>();
        collect(wanted, found);
        return found;
    }

    private void collect(String wanted, List<Field> found) {
        if (name.equals(wanted)) {
            found.add(this);
        }
        for (Field child : children) {
            child.collect(wanted, found);
        }
    }
}
