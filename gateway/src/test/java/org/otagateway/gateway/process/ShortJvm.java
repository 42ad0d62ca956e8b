// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How tests start the JVM of a process that lives for seconds: the first compiler alone, one thread for the heap, and the
 * classes of a demo mapped from an archive, which the first test makes for all.
 */
final class ShortJvm {
    private static final List<String> COMMAND = make();

    private ShortJvm() {}

    /** The program and its options, without what it runs. */
    static List<String> command() {
        return COMMAND;
    }

    private static List<String> make() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData"));
        Path jar = OtaProcess.jar();
        try {
            long made = Files.getLastModifiedTime(jar).toMillis();
            Path archive = jar.resolveSibling(
                    "ota-test-" + made + "-" + Runtime.version().feature() + ".jsa");
            try (FileChannel file = FileChannel.open(
                            jar.resolveSibling("ota-test.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                if (lock.isValid() && !Files.exists(archive)) {
                    train(command, jar, archive);
                }
            }
            if (Files.exists(archive)) {
                // A folder that was moved has an archive that fits no more: no word of that in what a program prints.
                command.addAll(List.of("-Xlog:disable", "-XX:SharedArchiveFile=" + archive));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(command);
    }

    /** Without an archive all is as before, and slower. */
    private static void train(List<String> command, Path jar, Path archive) throws IOException {
        Path half = archive.resolveSibling(archive.getFileName() + ".half");
        List<String> training = new ArrayList<>(command);
        training.addAll(List.of("-Xlog:disable", "-XX:ArchiveClassesAtExit=" + half));
        training.addAll(List.of("-jar", jar.toString(), "demo", "--cards", "2", "--json"));
        Process process = new ProcessBuilder(training)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (process.waitFor(2, TimeUnit.MINUTES) && Files.exists(half)) {
                Files.move(half, archive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
