// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Imports one card into a store of its own, so that the classes it takes are loaded: the launcher runs it once to make the
 * archive of class-data sharing that {@code ./ota cards import} starts from.
 */
public final class ImportTraining {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String CARDS = "iccid,msisdn,imsi,kic1,kid1,kik1,alg1,cntr1,spn\n"
            + String.join(",", "8988211000000000001", "882110001", "901700000000001", KEY, KEY, KEY, "aes", "1", "00")
            + "\n";
    private static final String SETTINGS = """
            store: jdbc:sqlite:store/ota.db
            links:
              - {name: none, host: 127.0.0.1, port: 1, system-id: none, password: none, source: "1"}
            """;

    private ImportTraining() {}

    /** Takes no arguments, reads and prints nothing, and leaves no file. */
    public static void main(String[] args) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (BenchFolder folder = BenchFolder.in(null)) {
            Path cards = Files.writeString(folder.path().resolve("cards.csv"), CARDS);
            Path settings = Files.writeString(folder.path().resolve("gateway.yaml"), SETTINGS);
            new Ota(new Streams(InputStream.nullInputStream(), nowhere, nowhere, false))
                    .run("cards", "import", cards.toString(), "--config", settings.toString());
        }
    }
}
