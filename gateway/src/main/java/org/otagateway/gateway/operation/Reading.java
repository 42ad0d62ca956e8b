// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.FileValue;

/**
 * How an answer is told to people.
 *
 * @param label what was read, as "EF.SPN"
 * @param numbers the answer are numbers of records
 * @param value what the octets are; null: they are told in hexadecimal
 */
record Reading(String label, boolean numbers, @Nullable FileValue value) {
    /** The label and what was read. */
    String note(Octets data) {
        if (numbers) {
            return label + ": records "
                    + IntStream.range(0, data.length())
                            .mapToObj(i -> Integer.toString(data.get(i)))
                            .collect(Collectors.joining(", "));
        }
        if (value == null) {
            return label + ": " + data.toHex();
        }
        return label + ": " + value.decode(data).fold(text -> text, bad -> data.toHex() + " (" + bad.describe() + ")");
    }
}
