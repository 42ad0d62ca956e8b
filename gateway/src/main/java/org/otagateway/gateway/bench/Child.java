// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs this program, or another, in a process of its own. */
final class Child {
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path err;

    private Child(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    /** A JVM like this one that runs {@code main}. */
    static List<String> java(List<String> options, String main, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(args);
        return command;
    }

    /** Starts a command in {@code folder}, its output in the files {@code name}.out and .err there. */
    static Child start(Path folder, String name, List<String> command) throws IOException {
        Path err = folder.resolve(name + ".err");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(err.toFile())
                .start();
        return new Child(process, err);
    }

    /** Waits for its end; an IOException with what it said where the exit code is not 0. */
    void end() throws IOException, InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("exit code " + code + " of "
                    + process.info().command().orElse("a process") + ": "
                    + Files.readString(err, StandardCharsets.UTF_8).strip());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it, and waits until it has ended. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
