// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer of any length, made piece by piece as the client takes it: one piece is in memory, no thread waits. A client
 * that takes nothing for a minute is given up.
 */
final class PulledStream {
    private static final Logger LOG = LoggerFactory.getLogger(PulledStream.class);
    private static final long STALL_SECONDS = 60;

    private final HttpResponseWriter writer = HttpResponse.streaming();
    private final Executor executor;
    private final Source source;

    /** Gives the next piece, or null at the end; blocks. */
    @FunctionalInterface
    interface Source {
        @Nullable
        String next();
    }

    private PulledStream(Executor executor, Source source) {
        this.executor = executor;
        this.source = source;
    }

    /** The first piece is made here, so that what is wrong from the start is a problem. */
    static HttpResponse of(ServiceRequestContext context, Executor executor, MediaType type, Source source) {
        String first = source.next();
        context.clearRequestTimeout();
        PulledStream stream = new PulledStream(executor, source);
        stream.writer.write(ResponseHeaders.of(HttpStatus.OK, HttpHeaderNames.CONTENT_TYPE, type));
        stream.send(first);
        return stream.writer;
    }

    private void send(@Nullable String piece) {
        if (piece == null) {
            writer.close();
            return;
        }
        if (!writer.tryWrite(HttpData.ofUtf8(piece))) {
            return; // the client is gone
        }
        var unused = writer.whenConsumed()
                .orTimeout(STALL_SECONDS, TimeUnit.SECONDS)
                .whenComplete((taken, stalled) -> {
                    if (stalled == null) {
                        next();
                    } else {
                        writer.abort(stalled);
                    }
                });
    }

    private void next() {
        try {
            executor.execute(() -> {
                try {
                    send(source.next());
                } catch (RuntimeException e) {
                    // The status was sent: a cut answer is all that can tell it.
                    LOG.warn("An answer was cut off: {}", e.toString());
                    writer.abort(e);
                }
            });
        } catch (RejectedExecutionException e) {
            writer.abort(e);
        }
    }
}
