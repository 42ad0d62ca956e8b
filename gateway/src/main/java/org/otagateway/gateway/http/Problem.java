// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.StreamTimeoutException;
import java.time.Duration;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.daemon.Session;
import org.otagateway.gateway.daemon.Unavailable;
import org.otagateway.gateway.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What went wrong, as problem JSON (RFC 9457). Its detail is the one line that the command line would print.
 *
 * @param status the status of the answer
 * @param detail one line, without a secret
 * @param retrySeconds when to ask again, where the status says that it was too early
 */
record Problem(HttpStatus status, String detail, int retrySeconds) {
    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final MediaType TYPE = MediaType.parse("application/problem+json");
    private static final int RETRY_SECONDS = 5;

    Problem(HttpStatus status, String detail) {
        this(status, detail, RETRY_SECONDS);
    }

    /** Ends the handling of a request with this problem. */
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        Raised(HttpStatus status, String detail) {
            super(detail, null, false, false);
            this.problem = new Problem(status, detail);
        }

        /** Too much was asked for; {@code wait} says for how long. */
        Raised(String detail, Duration wait) {
            super(detail, null, false, false);
            long seconds = Math.min(wait.toSeconds() + 1, Integer.MAX_VALUE);
            this.problem = new Problem(HttpStatus.TOO_MANY_REQUESTS, detail, (int) seconds);
        }
    }

    /** The problem that a fault is to who asked. */
    static Problem of(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Raised raised) {
                return raised.problem;
            }
            if (cause instanceof ContentTooLargeException) {
                return new Problem(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too large");
            }
            if (cause instanceof StreamTimeoutException) {
                return new Problem(HttpStatus.REQUEST_TIMEOUT, "the body stalled");
            }
            if (cause instanceof FormReader.Malformed) {
                return new Problem(HttpStatus.BAD_REQUEST, "expected a body of multipart/form-data");
            }
        }
        String line = String.valueOf(fault.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        if (fault instanceof UserError) {
            return new Problem(HttpStatus.UNPROCESSABLE_ENTITY, line);
        }
        if (fault instanceof Session.NoSuchJob || fault instanceof Session.NoSuchCard) {
            return new Problem(HttpStatus.NOT_FOUND, line);
        }
        if (fault instanceof OutsideFault || fault instanceof Unavailable || fault instanceof StoreException) {
            return new Problem(HttpStatus.SERVICE_UNAVAILABLE, line);
        }
        // Its message may hold anything: it is for the log alone.
        LOG.error("A request failed", fault);
        return new Problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "unexpected fault: " + fault.getClass().getSimpleName());
    }

    HttpResponse response() {
        return HttpResponse.of(headers(), content());
    }

    ResponseHeaders headers() {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(status).contentType(TYPE);
        if (status.equals(HttpStatus.UNAUTHORIZED)) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"ota\"");
        }
        if (status.equals(HttpStatus.SERVICE_UNAVAILABLE) || status.equals(HttpStatus.TOO_MANY_REQUESTS)) {
            headers.setInt(HttpHeaderNames.RETRY_AFTER, retrySeconds);
        }
        return headers.build();
    }

    HttpData content() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "about:blank");
        json.put("title", status.reasonPhrase());
        json.put("status", status.code());
        json.put("detail", detail);
        return HttpData.ofUtf8(json.toString());
    }
}
