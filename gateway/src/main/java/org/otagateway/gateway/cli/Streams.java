// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a command reads and writes.
 *
 * @param out the result, UTF-8; buffered, flushed by the command at its end
 * @param err everything for the eye, UTF-8
 * @param terminal whether a person watches {@code err}: colours and a progress bar are for them alone
 */
record Streams(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
    private static final int BUFFER = 1 << 16;

    /** The streams of this process. */
    static Streams ofProcess() {
        return new Streams(
                System.in,
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                        false,
                        StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                isTerminal(2));
    }

    /** Java asks for stdin and stdout only ({@link System#console()}), so Linux is asked: 1 is stdout, 2 is stderr. */
    static boolean isTerminal(int descriptor) {
        Path stream = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(stream).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // elsewhere nobody is known to watch
        }
    }
}
