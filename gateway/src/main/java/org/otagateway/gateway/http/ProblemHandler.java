// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.jspecify.annotations.Nullable;

/** Answers what no handler answered, and what is no HTTP, with a problem and without a stack trace. */
final class ProblemHandler implements ServerErrorHandler {
    @Override
    public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        if (cause instanceof HttpStatusException refused) {
            return problem(refused.httpStatus(), null).response();
        }
        if (cause instanceof RequestTimeoutException) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE, "it took too long").response();
        }
        return Problem.of(cause).response();
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        Problem problem = problem(status, description);
        return AggregatedHttpResponse.of(problem.headers(), problem.content());
    }

    private static Problem problem(HttpStatus status, @Nullable String description) {
        String phrase = status.reasonPhrase();
        return new Problem(
                status, description == null || description.isEmpty() ? phrase : description.replaceAll("\\R", " "));
    }
}
