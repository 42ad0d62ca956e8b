// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Octets;

/**
 * The services of a subscription by their numbers, those that are on: EF.UST and EF.EST (TS 31.102 clauses 4.2.8 and
 * 4.2.47), EF.SST (TS 51.011 clause 10.3.7).
 *
 * <pre>
 * UST, EST | b8 service 8 … b1 service 1 | b8 service 16 … | …
 * SST      | b8 b7 service 4 … b2 b1 service 1 | …              11 allocated and activated
 * </pre>
 *
 * @param numbers 1 to 1020
 */
public record ServiceTable(SortedSet<Integer> numbers) {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");
    private static final int MOST = 1020;
    private static final int EACH_OCTET = 8;
    private static final int EACH_OCTET_OF_SIM = 4;
    private static final int ON = 3;

    public ServiceTable {
        numbers = new TreeSet<>(numbers);
        for (int number : numbers) {
            FileCommand.within("service", number, 1, MOST);
        }
    }

    @Override
    public SortedSet<Integer> numbers() {
        return new TreeSet<>(numbers);
    }

    /**
     * Reads "1, 2, 17-19".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static ServiceTable of(String text) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (String entry : FileText.list(text)) {
            Matcher range = RANGE.matcher(entry);
            if (!range.matches()) {
                throw new IllegalArgumentException("service: expected numbers as 1, 2, 17-19, got " + entry);
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            FileCommand.within("service", last, Math.max(first, 1), MOST);
            for (int number = first; number <= last; number++) {
                numbers.add(number);
            }
        }
        return new ServiceTable(numbers);
    }

    /**
     * EF.UST or EF.EST.
     *
     * @param length octets of the file; empty: as many as the highest service needs
     */
    public Octets encode(OptionalInt length) {
        int[] octets = octets(length, EACH_OCTET);
        for (int number : numbers) {
            octets[(number - 1) / EACH_OCTET] |= 1 << ((number - 1) % EACH_OCTET);
        }
        return Octets.of(octets);
    }

    /** EF.SST. */
    public Octets encodeSim(OptionalInt length) {
        int[] octets = octets(length, EACH_OCTET_OF_SIM);
        for (int number : numbers) {
            octets[(number - 1) / EACH_OCTET_OF_SIM] |= ON << (2 * ((number - 1) % EACH_OCTET_OF_SIM));
        }
        return Octets.of(octets);
    }

    private int[] octets(OptionalInt length, int each) {
        int needed = numbers.isEmpty() ? 1 : (numbers.last() + each - 1) / each;
        if (needed > length.orElse(needed)) {
            throw new IllegalArgumentException(
                    "service: expected numbers up to " + length.getAsInt() * each + ", got " + numbers.last());
        }
        return new int[length.orElse(needed)];
    }

    public static Decoded<ServiceTable> decode(Octets file) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (int i = 0; i < Math.min(file.length() * EACH_OCTET, MOST); i++) {
            if ((file.get(i / EACH_OCTET) >>> (i % EACH_OCTET) & 1) != 0) {
                numbers.add(i + 1);
            }
        }
        return new Decoded.Ok<>(new ServiceTable(numbers));
    }

    /** Reads EF.SST: what is allocated and activated. */
    public static Decoded<ServiceTable> decodeSim(Octets file) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (int i = 0; i < Math.min(file.length() * EACH_OCTET_OF_SIM, MOST); i++) {
            if ((file.get(i / EACH_OCTET_OF_SIM) >>> (2 * (i % EACH_OCTET_OF_SIM)) & ON) == ON) {
                numbers.add(i + 1);
            }
        }
        return new Decoded.Ok<>(new ServiceTable(numbers));
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        for (int number : numbers) {
            if (first == 0) {
                first = number;
            }
            if (!numbers.contains(number + 1)) {
                ranges.add(first == number ? "" + number : first + "-" + number);
                first = 0;
            }
        }
        return FileText.join(ranges);
    }
}
