// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.otagateway.packet.bytes.Octets;

/**
 * The parts of one concatenated message that have come so far. Immutable, so that parts can also be kept in a store and put
 * together by {@link #with}.
 *
 * @param parts by number, 1…{@code total}
 */
public record PartSet(int total, SortedMap<Integer, UserData> parts) {
    /** @throws IllegalArgumentException where a number is not within 1…{@code total} or total not within 1…255 */
    public PartSet {
        if (total < 1 || total > Segmenter.MAX_PARTS) {
            throw new IllegalArgumentException("total: expected 1 to 255, got " + total);
        }
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        if (!parts.isEmpty() && (parts.firstKey() < 1 || parts.lastKey() > total)) {
            throw new IllegalArgumentException("part number: expected 1 to " + total);
        }
    }

    public static PartSet empty(int total) {
        return new PartSet(total, Collections.emptySortedMap());
    }

    /**
     * This set with part {@code number}. The same part again changes nothing. Another one under the same number says that
     * the sender uses the reference anew: the former parts are dropped.
     */
    public PartSet with(int number, UserData part) {
        UserData known = parts.get(number);
        if (part.equals(known)) {
            return this;
        }
        SortedMap<Integer, UserData> more = known == null ? new TreeMap<>(parts) : new TreeMap<>();
        more.put(number, part);
        return new PartSet(total, more);
    }

    /** Numbers that have not come, rising. */
    public List<Integer> missing() {
        List<Integer> missing = new ArrayList<>();
        for (int number = 1; number <= total; number++) {
            if (!parts.containsKey(number)) {
                missing.add(number);
            }
        }
        return missing;
    }

    /** Octets of payload kept. */
    public int octets() {
        return parts.values().stream().mapToInt(part -> part.payload().length()).sum();
    }

    /**
     * The whole message once all parts are there: the payloads in order, under the elements of all parts without those of
     * concatenation (the packet kind stands in the first part, but is taken from any).
     */
    public Optional<UserData> whole() {
        if (parts.size() < total) {
            return Optional.empty();
        }
        List<InformationElement> elements = new ArrayList<>();
        List<Octets> payload = new ArrayList<>();
        for (UserData part : parts.values()) {
            for (InformationElement element : part.elements()) {
                boolean concatenation = element.id() == ReferenceWidth.EIGHT_BITS.element()
                        || element.id() == ReferenceWidth.SIXTEEN_BITS.element();
                if (!concatenation && !elements.contains(element)) {
                    elements.add(element);
                }
            }
            payload.add(part.payload());
        }
        return Optional.of(new UserData(headOf(elements), Octets.concat(payload.toArray(new Octets[0]))));
    }

    /** As many elements as one header holds: 255 parts can bring more. */
    private static List<InformationElement> headOf(List<InformationElement> elements) {
        List<InformationElement> head = new ArrayList<>();
        int length = 0;
        for (InformationElement element : elements) {
            length += 2 + element.data().length();
            if (length > 0xFF) {
                break;
            }
            head.add(element);
        }
        return head;
    }
}
