// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The requests that are not answered yet, so that a server can end with the last of them. Armeria's own end waits a second
 * for each open connection, whether something was asked on it or not.
 */
final class UnderWay implements DecoratingHttpServiceFunction {
    private final Map<ServiceRequestContext, CompletableFuture<?>> answered = new ConcurrentHashMap<>();
    private volatile boolean ending;

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        CompletableFuture<?> whole = context.log().whenComplete();
        answered.put(context, whole);
        var unused = whole.thenRun(() -> answered.remove(context));
        if (ending) {
            return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "the daemon ends").response();
        }
        return delegate.serve(context, request);
    }

    /** Takes no more in, and waits until all is answered; what is not after {@code most} is given up. */
    void end(Duration most) {
        ending = true;
        try {
            CompletableFuture.allOf(answered.values().toArray(new CompletableFuture<?>[0]))
                    .get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            answered.keySet().forEach(ServiceRequestContext::cancel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answered.keySet().forEach(ServiceRequestContext::cancel);
        }
    }
}
