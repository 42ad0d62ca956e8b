// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What says that the memory of a card is full, so that an operator sees it apart from a card that is not reached.
 *
 * @param errors the error of a receipt, as the SMSC writes it: 1 to 20 letters, digits, and {@code . / _ -}
 * @param statuses response statuses of the card, 01 to FF
 */
public record MemoryFull(Set<String> errors, Set<Integer> statuses) {
    private static final int MOST = 50;
    private static final Pattern ERROR = Pattern.compile("[0-9A-Za-z./_-]{1,20}");

    /**
     * As most write it: RP cause 22 (TS 24.011 clause 8.2.5.4) and TP-FCS D3 (TS 23.040 clause 9.2.3.22), and the status 07,
     * insufficient memory (TS 102 225 table 5).
     */
    public static final MemoryFull DEFAULT = new MemoryFull(Set.of("022", "22", "3/22", "211", "3/211"), Set.of(0x07));

    /** @throws IllegalArgumentException where one is out of its range, or there are more than 50 */
    public MemoryFull {
        if (errors.size() > MOST
                || !errors.stream().allMatch(error -> ERROR.matcher(error).matches())) {
            throw new IllegalArgumentException("expected at most " + MOST + " errors of 1 to 20 letters and digits");
        }
        if (!statuses.stream().allMatch(status -> status >= 1 && status <= 0xFF)) {
            throw new IllegalArgumentException("expected statuses from 01 to ff");
        }
        errors = Collections.unmodifiableSet(new TreeSet<>(errors));
        statuses = Collections.unmodifiableSet(new TreeSet<>(statuses));
    }
}
