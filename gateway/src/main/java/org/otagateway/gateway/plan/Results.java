// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for works. */
final class Results {
    private Results() {}

    /** The result; what a work threw comes as it is, not wrapped. */
    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
