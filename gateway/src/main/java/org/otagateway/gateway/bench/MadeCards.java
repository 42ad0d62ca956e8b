// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;

/** Card files for benchmarks: three AES keys of their own, a counter, and a column for the script. */
final class MadeCards {
    private static final String HEADER = "iccid,msisdn,imsi,kic1,kid1,kik1,alg1,cntr1,spn\n";
    private static final int KEY = 16;
    private static final int NAME = 17;

    private MadeCards() {}

    /** Writes {@code cards} rows; the same for the same number. */
    static Path write(Path file, long cards) throws IOException {
        SplittableRandom random = new SplittableRandom(cards);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(HEADER);
            for (long i = 1; i <= cards; i++) {
                out.write(String.format(
                        Locale.ROOT,
                        "898821100%010d,88211%08d,90170%010d,%s,%s,%s,aes,%d,%s%n",
                        i,
                        i,
                        i,
                        hex(random, KEY),
                        hex(random, KEY),
                        hex(random, KEY),
                        random.nextInt(1000),
                        hex(random, NAME)));
            }
        }
        return file;
    }

    private static String hex(SplittableRandom random, int octets) {
        byte[] value = new byte[octets];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }
}
