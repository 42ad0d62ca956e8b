// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The time from the start of a process to its end: {@code ./ota inspect} of one packet beside a JVM that prints one line, in
 * turn, so that what else the machine does falls on both.
 */
public final class CliBench {
    private static final String PACKET =
            "00281516091212b000114fc11d0a371d273f81d2970e56214333ca04910a1956b1c0fb8b922a5228aa7a";
    private static final String BARE =
            "public class Bare { public static void main(String[] args) " + "{ System.out.println(\"bare\"); } }\n";
    private static final long PATIENCE_SECONDS = 60;

    private final Path launcher;
    private final int rounds;

    /** @param launcher the script {@code ota} */
    public CliBench(Path launcher, int rounds) {
        this.launcher = launcher;
        this.rounds = rounds;
    }

    /**
     * Warms the file cache by one run of each, then measures.
     *
     * @throws IOException where a process cannot be run or fails, or there is no javac
     */
    public CliFigures run() throws IOException {
        Path folder = Files.createTempDirectory("ota-bench");
        Path source = folder.resolve("Bare.java");
        try {
            Files.writeString(source, BARE);
            String bin = Path.of(System.getProperty("java.home"), "bin").toString();
            time(List.of(Path.of(bin, "javac").toString(), "-d", folder.toString(), source.toString()));
            List<String> bare = List.of(Path.of(bin, "java").toString(), "-cp", folder.toString(), "Bare");
            List<String> inspect = List.of(launcher.toString(), "inspect", PACKET);
            List<Long> bareNanos = new ArrayList<>();
            List<Long> inspectNanos = new ArrayList<>();
            time(bare);
            time(inspect); // makes the archive where there is none
            for (int i = 0; i < rounds; i++) {
                bareNanos.add(time(bare));
                inspectNanos.add(time(inspect));
            }
            return new CliFigures(bareNanos, inspectNanos);
        } finally {
            Files.deleteIfExists(source);
            Files.deleteIfExists(folder.resolve("Bare.class"));
            Files.deleteIfExists(folder);
        }
    }

    private static long time(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().remove("OTA_JAVA_OPTS"); // with it the launcher adds nothing of its own
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        long before = System.nanoTime();
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command.get(0) + " does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        long spent = System.nanoTime() - before;
        if (process.exitValue() != 0) {
            throw new IOException(command.get(0) + " fails with exit code " + process.exitValue());
        }
        return spent;
    }
}
