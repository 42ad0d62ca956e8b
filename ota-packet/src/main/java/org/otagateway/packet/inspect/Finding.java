// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

/**
 * Something that a person should know of the octets.
 *
 * @param verdict SUSPICIOUS, BAD, or UNCHECKED where something is missing to say more
 * @param offset octets before the field that it is about, as {@link Field#offset}
 * @param field the field's name
 * @param text what is wrong or doubtful; no key in it
 * @param clause the clause that it is from, perhaps empty
 */
public record Finding(Verdict verdict, int offset, String field, String text, String clause) {
    @Override
    public String toString() {
        return field + " at offset " + offset + ": " + text + (clause.isEmpty() ? "" : " (" + clause + ")");
    }
}
