// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged gateway in a process of its own, as a user runs it. What it prints goes to files. */
public final class OtaProcess implements AutoCloseable {
    /** A command that has ended: its exit code and what it printed. */
    public record Ended(int code, String out, String err) {
        public List<String> errLines() {
            return err.lines().toList();
        }

        /** The one object that it printed on stdout. */
        public JsonNode json() {
            try {
                return new JsonMapper().readTree(out);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Process process;
    private final Path out;
    private final Path err;

    private OtaProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code ota args…} in {@code directory}. */
    public static OtaProcess start(Path directory, Map<String, String> environment, List<String> args) {
        List<String> command = new ArrayList<>(ShortJvm.command());
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(args);
        return launch(directory, environment, command);
    }

    /** Starts {@code ota args…} by a shell that runs {@code before} first, as {@code ulimit -f 100}. */
    public static OtaProcess startAfter(String before, Path directory, List<String> args) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", before + "; exec \"$0\" -Xmx256m -jar \"$@\"", java));
        command.add(jar().toString());
        command.addAll(args);
        return launch(directory, Map.of(), command);
    }

    private static OtaProcess launch(Path directory, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile(directory, "ota-", ".out");
            Path err = Files.createTempFile(directory, "ota-", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            return new OtaProcess(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code ota args…} to its end. */
    public static Ended run(Path directory, String... args) {
        return run(directory, Map.of(), args);
    }

    /** Runs {@code ota args…} to its end, with more variables in its environment. */
    public static Ended run(Path directory, Map<String, String> environment, String... args) {
        try (OtaProcess ota = start(directory, environment, List.of(args))) {
            return ota.await(Duration.ofMinutes(2));
        }
    }

    /** Waits for the end of the process. */
    public Ended await(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + patience + "; stderr: " + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Ended(process.exitValue(), out(), err());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public OutputStream stdin() {
        return process.getOutputStream();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        await(Duration.ofSeconds(30));
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path jar() {
        return Path.of("target", "ota.jar").toAbsolutePath();
    }
}
