// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Answers one kind of request on a thread that may block; what it throws is a problem. */
@FunctionalInterface
interface Handler {
    HttpResponse handle(ServiceRequestContext context, HttpRequest request) throws Exception;

    /** The service that does so on the threads of {@code executor}, which refuses where it has too much to do. */
    default HttpService on(Executor executor) {
        return (context, request) -> {
            CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
            try {
                executor.execute(() -> {
                    try {
                        answer.complete(handle(context, request));
                    } catch (Exception e) {
                        answer.complete(Problem.of(e).response());
                    } catch (Error e) {
                        answer.completeExceptionally(e);
                        throw e;
                    }
                });
            } catch (RejectedExecutionException e) {
                answer.complete(new Problem(HttpStatus.SERVICE_UNAVAILABLE, "the API has too much to do").response());
            }
            return HttpResponse.of(answer);
        };
    }
}
