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

    /** The exit code of the command, once it has ended. The process has one end, so this is one for the process. */
    private static final CompletableFuture<Integer> ENDED = new CompletableFuture<>();

    private StopSignal() {}

    /** Calls {@code request} on another thread when the process is asked to end; it must return soon. */
    static void onStop(Runnable request) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            if (!ENDED.isDone()) {
                                request.run();
                                haltAtEnd();
                            }
                        },
                        "stop-signal"));
    }

    private static void haltAtEnd() {
        try {
            Runtime.getRuntime().halt(ENDED.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
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
