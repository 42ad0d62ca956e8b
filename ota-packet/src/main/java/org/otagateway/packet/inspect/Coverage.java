// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Octets;

/** The octets that a sender may have counted in the check, and how they deviate from the standard. */
record Coverage(Octets message, List<String> deviations) {
    /** Counters so far below and above are tried. */
    private static final int NEIGHBOURS = 16;

    /**
     * A clear packet in its parts.
     *
     * @param head from the length to TAR
     * @param fixed CNTR, PCNTR and, in a response, the status
     * @param content data and padding
     */
    record Parts(Shape shape, Octets head, Octets fixed, Octets content) {
        int padding() {
            return Math.min(fixed.get(5), content.length());
        }

        Octets message(Octets prefix, Octets otherHead, Octets otherFixed, Octets otherContent) {
            return Octets.concat(prefix, otherHead, otherFixed, otherContent);
        }
    }

    /** All ways to count; the standard's first. */
    static List<Coverage> all(Parts parts, int checkLength) {
        String header = parts.shape().userDataHeader().toHex();
        String length = parts.shape() == Shape.COMMAND ? "CPL" : "RPL";
        Octets prefix = parts.shape().prefix();
        Octets otherPrefix = prefix.isEmpty() ? parts.shape().userDataHeader() : Octets.EMPTY;
        String otherText = prefix.isEmpty()
                ? "the user data header " + header + " was counted in"
                : "the user data header " + header + " was left out";
        List<Coverage> all = new ArrayList<>();
        for (boolean other : new boolean[] {false, true}) {
            Octets front = other ? otherPrefix : prefix;
            List<String> base = other ? List.of(otherText) : List.of();
            lengths(parts, front, base, length, checkLength, all);
        }
        counters(parts, prefix, all);
        return all;
    }

    private static void lengths(
            Parts parts, Octets prefix, List<String> base, String name, int checkLength, List<Coverage> all) {
        Octets content = parts.content();
        Octets unpadded = content.slice(0, content.length() - parts.padding());
        int right = parts.head().length() - 2 + parts.fixed().length() + checkLength + content.length();
        int written = parts.head().get(0) << 8 | parts.head().get(1);
        Octets noCounter = Octets.concat(
                parts.fixed().slice(0, 5), Octets.of(0), parts.fixed().from(6));
        for (boolean padded : new boolean[] {true, false}) {
            if (!padded && parts.padding() == 0) {
                continue;
            }
            Octets counted = padded ? content : unpadded;
            List<String> how = padded ? base : plus(base, "the padding was not counted");
            add(all, parts.message(prefix, parts.head(), parts.fixed(), counted), how);
            int[] lengths = {
                right, right + 2, right - parts.padding(), right - checkLength, right + 3, right - 2, right - 1
            };
            for (int value : lengths) {
                if (value != written && value >= 0 && value <= 0xFFFF) {
                    Octets head = Octets.concat(
                            Octets.of(value >> 8, value & 0xFF), parts.head().from(2));
                    add(
                            all,
                            parts.message(prefix, head, parts.fixed(), counted),
                            plus(how, name + " was counted as " + value));
                }
            }
            add(
                    all,
                    parts.message(prefix, parts.head().from(2), parts.fixed(), counted),
                    plus(how, name + " was left out"));
            if (parts.padding() != 0) {
                add(all, parts.message(prefix, parts.head(), noCounter, counted), plus(how, "PCNTR was counted as 0"));
                int value = right - parts.padding();
                Octets head = Octets.concat(
                        Octets.of(value >> 8 & 0xFF, value & 0xFF), parts.head().from(2));
                add(
                        all,
                        parts.message(prefix, head, noCounter, counted),
                        plus(plus(how, "PCNTR was counted as 0"), name + " was counted as " + value));
            }
        }
    }

    /** The check fits the counter next to it: the counter was changed behind the check. */
    private static void counters(Parts parts, Octets prefix, List<Coverage> all) {
        long counter = Long.parseLong(parts.fixed().slice(0, 5).toHex(), 16);
        for (int step = 1; step <= NEIGHBOURS; step++) {
            counter(parts, prefix, counter - step, all);
            counter(parts, prefix, counter + step, all);
        }
        if (counter > NEIGHBOURS) {
            counter(parts, prefix, 0, all);
        }
    }

    private static void counter(Parts parts, Octets prefix, long value, List<Coverage> all) {
        if (value < 0 || value > 0xFF_FFFF_FFFFL) {
            return;
        }
        byte[] octets = parts.fixed().toByteArray();
        for (int i = 0; i < 5; i++) {
            octets[i] = (byte) (value >>> (8 * (4 - i)));
        }
        add(
                all,
                parts.message(prefix, parts.head(), Octets.copyOf(octets), parts.content()),
                List.of("the counter was " + value + " when the check was made"));
    }

    private static void add(List<Coverage> all, Octets message, List<String> deviations) {
        all.add(new Coverage(message, deviations));
    }

    private static List<String> plus(List<String> some, String more) {
        List<String> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }
}
