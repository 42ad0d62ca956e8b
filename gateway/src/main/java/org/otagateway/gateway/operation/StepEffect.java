// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

/** What the proof of a step changes in the store, within the commit that takes the proof in. */
public sealed interface StepEffect {
    /** Nothing. */
    StepEffect NONE = new None();

    /** Nothing; there is one, {@link #NONE}. */
    record None() implements StepEffect {}

    /**
     * From now on packets that ask for key version {@code from} of the job's security domain take {@code to} on this card.
     *
     * @param from 1…15
     * @param to 1…15, another
     */
    record SwitchKeys(int from, int to) implements StepEffect {
        /** @throws IllegalArgumentException where they are no two key versions of SCP80 */
        public SwitchKeys {
            requireVersion(from);
            requireVersion(to);
            if (from == to) {
                throw new IllegalArgumentException("key version: expected another than " + from);
            }
        }
    }

    /**
     * The card no longer has this key version of the job's security domain.
     *
     * @param version 1…15
     */
    record DropKeys(int version) implements StepEffect {
        /** @throws IllegalArgumentException where it is no key version of SCP80 */
        public DropKeys {
            requireVersion(version);
        }
    }

    private static void requireVersion(int version) {
        if (version < 1 || version > 15) {
            throw new IllegalArgumentException("key version: expected 1 to 15, got " + version);
        }
    }
}
