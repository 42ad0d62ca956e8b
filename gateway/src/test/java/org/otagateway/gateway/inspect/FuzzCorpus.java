// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** The inputs that {@link InspectFuzz} starts from, and the names of its targets. */
public final class FuzzCorpus {
    private static final int INPUTS = 100;

    private FuzzCorpus() {}

    /** Writes them below the folder of the first argument, a folder for each way in, and prints the names of those. */
    public static void main(String[] args) throws IOException {
        for (EntryPoint target : EntryPoint.values()) {
            String name = target.name().toLowerCase(Locale.ROOT);
            Path folder = Files.createDirectories(Path.of(args[0], name));
            for (int i = 0; i < INPUTS; i++) {
                byte[] octets = ChangedOctets.of(target, new SplittableRandom(i));
                byte[] input = new byte[octets.length + 1];
                input[0] = (byte) i;
                System.arraycopy(octets, 0, input, 1, octets.length);
                Files.write(folder.resolve("seed-" + i), input);
            }
            System.out.println(name);
        }
    }
}
