// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.packet.inspect.Inspector;

/**
 * Every way into the inspector with octets that were changed at random: no exception, no hang, no memory without bound.
 * {@code .ci/fuzz} does it for longer and with an eye on what code was reached ({@link InspectFuzz}); a failure here names
 * the seed of its input, {@code -Dota.fuzz.seed}.
 */
class EntryPointsFuzzTest {
    private static final int RUNS = Integer.getInteger("ota.fuzz.runs", 500);
    private static final long SEED = Long.getLong("ota.fuzz.seed", 20_261_124);

    @ParameterizedTest
    @EnumSource(EntryPoint.class)
    void noOctetsMakeItFail(EntryPoint target) {
        Inspector inspector = EntryPoint.inspector();
        for (int run = 0; run < RUNS; run++) {
            long seed = SEED + run * 1_000_003L;
            byte[] octets = ChangedOctets.of(target, new SplittableRandom(seed));
            try {
                target.enter(octets, run, inspector);
            } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError(
                        target + ", -Dota.fuzz.seed=" + seed + ": "
                                + HexFormat.of().formatHex(octets),
                        e);
            }
        }
    }
}
