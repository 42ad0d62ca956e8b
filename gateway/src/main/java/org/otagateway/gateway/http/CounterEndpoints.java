// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.counter.CounterPage;
import org.otagateway.gateway.daemon.Daemon;

/** The counters of the cards of the store. */
final class CounterEndpoints {
    private static final int PAGE = 200;
    private static final int MAX_PAGE = 1000;

    private final Daemon daemon;

    CounterEndpoints(Daemon daemon) {
        this.daemon = daemon;
    }

    /** {@code GET /api/v1/counters}. */
    HttpResponse list(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context);
        long after = query.number("after", 0, Long.MAX_VALUE).orElse(0);
        int limit = (int) query.number("limit", 1, MAX_PAGE).orElse(PAGE);
        long margin = query.number("left_below", 1, CounterDomain.MOST_MARGIN).orElse(0);
        query.noOther();
        return Json.response(HttpStatus.OK, CounterPage.of(daemon.session().store(), margin, after, limit));
    }
}
