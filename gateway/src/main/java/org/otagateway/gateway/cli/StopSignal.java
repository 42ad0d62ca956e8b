// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns SIGINT and SIGTERM into a request to end: the command finishes in its own way and the process ends with the
 * command's exit code, not with the signal's.
 */
final class StopSignal {
    private static final long PATIENCE_SECONDS = 30;
    /** From the end of a command to that of its process. A test runs commands in a process that goes on. */
    private static final long REST_SECONDS = 1;

    /** The exit code of the command, once it has ended. The process has one end, so this is one for the process. */
    private static final CompletableFuture<Integer> ENDED = new CompletableFuture<>();

    private StopSignal() {}

    /** What a command waits for as long as it runs. */
    static final class Watch {
        private volatile boolean over;

        private void stop(Runnable request) {
            if (!ENDED.isDone()) {
                if (!over) {
                    request.run();
                }
                haltAtEnd(over ? REST_SECONDS : PATIENCE_SECONDS);
            }
        }

        /** The command has come to its end: from now on nothing is asked of it. */
        void end() {
            over = true;
        }
    }

    /** Calls {@code request} on another thread when the process is asked to end; it must return soon. */
    static Watch onStop(Runnable request) {
        Watch watch = new Watch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> watch.stop(request), "stop-signal"));
        return watch;
    }

    private static void haltAtEnd(long seconds) {
        try {
            Runtime.getRuntime().halt(ENDED.get(seconds, TimeUnit.SECONDS));
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The command does not end: the process ends with the code of the signal, the store as a SIGKILL leaves it.
            return;
        }
    }

    /** Ends the process with the exit code of its command. */
    static void exit(int code) {
        ENDED.complete(code);
        System.exit(code);
    }
}
