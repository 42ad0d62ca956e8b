// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.bytes;

/**
 * Why octets could not be decoded: one broken rule.
 *
 * @param clause the clause that the rule is from, as "TS 102 225 5.1"
 * @param field the field, in the words of the standard, as "CPL"
 * @param offset octets before the field, from the start of {@code octets}
 * @param expected what the rule asks for
 * @param actual what was found
 * @param octets what was decoded, as it came (never deciphered)
 */
public record Malformed(String clause, String field, int offset, String expected, String actual, Octets octets) {
    /** One line without the octets, which may hold a PIN where nothing is ciphered. */
    public String describe() {
        return field + " at offset " + offset + ": expected " + expected + ", got " + actual + " (" + clause + ")";
    }

    /** {@link #describe()}, for the same reason. */
    @Override
    public String toString() {
        return "Malformed[" + describe() + ", " + octets.length() + " octets]";
    }
}
