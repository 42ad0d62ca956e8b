// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.counter;

import org.otagateway.packet.keys.Counter;

/** How far the spent values of counters are moved on. */
public sealed interface Advance {
    /** The highest value that leaves one to be spent. */
    Counter LAST = new Counter(Counter.MAX.value() - 2);

    /**
     * Each by so many values.
     *
     * @param values 1 to 2^40-3
     */
    record By(long values) implements Advance {
        /** @throws IllegalArgumentException outside of 1 to 2^40-3 */
        public By {
            if (values < 1 || values > LAST.value()) {
                throw new IllegalArgumentException("expected 1 to " + LAST.value() + ", got " + values);
            }
        }
    }

    /**
     * Each to this value, where it is not there yet.
     *
     * @param value 1 to 2^40-3
     */
    record To(Counter value) implements Advance {
        /** @throws IllegalArgumentException outside of 1 to 2^40-3 */
        public To {
            if (value.value() < 1 || value.compareTo(LAST) > 0) {
                throw new IllegalArgumentException("expected 1 to " + LAST.value() + ", got " + value.value());
            }
        }
    }
}
