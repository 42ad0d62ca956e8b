// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** docs/bench/pktbench.c, built on this machine: commands of one short message sealed with OpenSSL. */
final class OpenSslProgram implements AutoCloseable {
    /** Why the program cannot be had on this machine. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String message) {
            super(message);
        }
    }

    /** The variants that ratios are against: contexts reused. */
    static final String AES_128 = "aes EVP_MAC+CBC ctx reused";

    static final String TRIPLE_DES_2 = "3des-2 EVP both";

    private static final long PATIENCE_SECONDS = 120;
    private static final Pattern FIGURE = Pattern.compile("(.+?) +data +\\d+ .* med (\\d+) max .*");

    private final Path folder;

    private OpenSslProgram(Path folder) {
        this.folder = folder;
    }

    /**
     * Builds it in a folder of its own.
     *
     * @throws MissingException where there is no C compiler, no OpenSSL header or another processor than the program is for
     */
    static OpenSslProgram build() throws MissingException {
        OpenSslProgram program;
        try {
            program = new OpenSslProgram(Files.createTempDirectory("ota-bench"));
        } catch (IOException e) {
            throw new MissingException("no temporary folder: " + e);
        }
        try {
            program.compile();
            return program;
        } catch (MissingException e) {
            program.close();
            throw e;
        }
    }

    private void compile() throws MissingException {
        try (InputStream source = OpenSslProgram.class.getResourceAsStream("pktbench.c")) {
            if (source == null) {
                throw new MissingException("pktbench.c is missing in the jar");
            }
            Files.copy(source, folder.resolve("pktbench.c"));
        } catch (IOException e) {
            throw new MissingException("cannot write its source: " + e);
        }
        List<String> told = run("cc", "-O3", "-march=native", "pktbench.c", "-o", "pktbench", "-lcrypto");
        if (!Files.isExecutable(folder.resolve("pktbench"))) {
            throw new MissingException("cc does not build it (OpenSSL 3 headers are Debian's libssl-dev): "
                    + told.stream()
                            .filter(line -> line.contains("error"))
                            .findFirst()
                            .orElse("no message"));
        }
    }

    /**
     * Has it seal the vectors.
     *
     * @return packets compared
     * @throws MissingException where octets differ: then its figures are none
     */
    int check(PacketVectors vectors) throws MissingException {
        try {
            Files.write(folder.resolve("vectors.txt"), vectors.forOpenSsl());
        } catch (IOException e) {
            throw new MissingException("cannot write its vectors: " + e);
        }
        List<String> told = run("./pktbench", "vectors.txt");
        Matcher found = Pattern.compile("vector checks: (\\d+) ok, 0 bad").matcher(String.join("\n", told));
        if (!found.find() || found.group(1).equals("0")) {
            throw new MissingException("it fails on its vectors: " + told);
        }
        return Integer.parseInt(found.group(1));
    }

    /**
     * One round.
     *
     * @param packets of each AES variant; a quarter of it of 3DES
     * @return thread-CPU nanoseconds a packet by the name of the variant
     */
    Map<String, Double> round(int packets) throws MissingException {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (String line : run("./pktbench", "vectors.txt", "bench", String.format(Locale.ROOT, "%d", packets), "1")) {
            Matcher figure = FIGURE.matcher(line);
            if (figure.matches()) {
                figures.put(figure.group(1), Double.valueOf(figure.group(2)));
            }
        }
        if (!figures.containsKey(AES_128) || !figures.containsKey(TRIPLE_DES_2)) {
            throw new MissingException("it printed no figures");
        }
        return figures;
    }

    private List<String> run(String... command) throws MissingException {
        Path output = folder.resolve("output.txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new MissingException(command[0] + " does not end");
            }
            return new ArrayList<>(
                    List.of(new String(Files.readAllBytes(output), StandardCharsets.UTF_8).split("\n", -1)));
        } catch (IOException e) {
            throw new MissingException("cannot run " + command[0] + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MissingException("interrupted");
        }
    }

    @Override
    public void close() {
        for (String file : List.of("pktbench.c", "pktbench", "vectors.txt", "output.txt", "")) {
            try {
                Files.deleteIfExists(folder.resolve(file));
            } catch (IOException e) {
                return; // left behind in the temporary folder of the system, without harm
            }
        }
    }
}
