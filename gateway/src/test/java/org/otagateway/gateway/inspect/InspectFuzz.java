// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.otagateway.packet.inspect.Inspector;

/**
 * A way into the inspector for Jazzer, which calls a static method. Started by {@code .ci/fuzz}, with the name of the
 * {@link EntryPoint} in {@code ota.fuzz.target}; the first octet chooses the kind where there are several.
 */
public final class InspectFuzz {
    private static final EntryPoint TARGET =
            EntryPoint.valueOf(System.getProperty("ota.fuzz.target").toUpperCase(Locale.ROOT));

    private static final InspectFuzz RUNS = new InspectFuzz();

    /** After so many it would shorten the search for reasons. */
    private static final int RUNS_OF_AN_INSPECTOR = 10_000;

    private Inspector inspector = EntryPoint.inspector();
    private long runs;

    private InspectFuzz() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length > 0) {
            RUNS.enter(input);
        }
    }

    private void enter(byte[] input) throws IOException {
        if (++runs % RUNS_OF_AN_INSPECTOR == 0) {
            inspector = EntryPoint.inspector();
        }
        TARGET.enter(Arrays.copyOfRange(input, 1, input.length), input[0], inspector);
    }
}
