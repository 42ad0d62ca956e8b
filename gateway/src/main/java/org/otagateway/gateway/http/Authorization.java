// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.otagateway.gateway.daemon.ApiToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets those in who carry the token. Failures are answered at a bounded rate for all clients together; who carries the token
 * is never held up by others' failures.
 */
final class Authorization implements DecoratingHttpServiceFunction {
    private static final Logger LOG = LoggerFactory.getLogger(Authorization.class);
    private static final int FAILURES_A_SECOND = 10;
    private static final long SECOND = 1_000_000_000L;

    private final ApiToken token;
    private long second = System.nanoTime();
    private int failures;

    Authorization(ApiToken token) {
        this.token = token;
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        if (token.opens(request.headers().get(HttpHeaderNames.AUTHORIZATION, ""))) {
            return delegate.serve(context, request);
        }
        return (mayFail(context)
                        ? new Problem(HttpStatus.UNAUTHORIZED, "expected the token of the API as Authorization: Bearer")
                        : new Problem(HttpStatus.TOO_MANY_REQUESTS, "too many requests without the token of the API"))
                .response();
    }

    private synchronized boolean mayFail(ServiceRequestContext context) {
        long now = System.nanoTime();
        if (now - second >= SECOND) {
            second = now;
            failures = 0;
        }
        failures++;
        if (failures == 1) {
            LOG.warn("A request without the token of the API, from {}", context.clientAddress());
        }
        return failures <= FAILURES_A_SECOND;
    }
}
