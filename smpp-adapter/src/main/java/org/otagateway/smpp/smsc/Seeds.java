// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Hands out generators, each with its own seed, in an order that one seed fixes. */
final class Seeds {
    private final RandomGenerator random;

    Seeds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    synchronized RandomGenerator next() {
        return new SplittableRandom(random.nextLong());
    }
}
