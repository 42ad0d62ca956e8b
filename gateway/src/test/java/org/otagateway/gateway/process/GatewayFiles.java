// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.SplittableRandom;

/** The files of a gateway in one directory: gateway.yaml, cards.csv, job.yaml. */
public final class GatewayFiles {
    private static final String HEADER = "iccid,msisdn,kic1,kid1,alg1,cntr1,spn\n";

    private final Path directory;

    public GatewayFiles(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    /** Writes {@code name} with this content. */
    public Path write(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A gateway.yaml with one link to a port of this machine, its store in {@code store/ota.db}. */
    public Path config(int port, String password) {
        return write(
                "gateway.yaml",
                "store: jdbc:sqlite:store/ota.db\nlinks:\n  - {name: a, host: 127.0.0.1, port: " + port
                        + ", system-id: ota, password: \"" + password
                        + "\", source: \"12345\", window: 50, rate: 2000, max-parts: 7}\n");
    }

    /** Cards with keys of their own, their counters at 0; the same for the same seed. */
    public Path cards(int number, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 1; i <= number; i++) {
            csv.append(card(i, random));
        }
        return write("cards.csv", csv.toString());
    }

    private static String card(int i, SplittableRandom random) {
        byte[] kic = new byte[16];
        byte[] kid = new byte[16];
        random.nextBytes(kic);
        random.nextBytes(kid);
        HexFormat hex = HexFormat.of();
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,aes,0,01%032x%n",
                iccid(i),
                msisdn(i),
                hex.formatHex(kic),
                hex.formatHex(kid),
                i);
    }

    public static String iccid(int card) {
        return String.format(Locale.ROOT, "898821100%010d", card);
    }

    public static String msisdn(int card) {
        return String.format(Locale.ROOT, "88211%08d", card);
    }

    /** A job that writes EF.SPN, under this policy. */
    public Path job(String policy) {
        return write(
                "job.yaml",
                "name: spn\napplication: usim-rfm\nscript:\n  - 00A40004026F46\n  - 00D6000011${spn}\npolicy: {"
                        + policy + "}\n");
    }
}
