// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.util.List;
import org.otagateway.gateway.job.RejectedRow;

/** Answers in JSON. */
final class Json {
    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static HttpResponse response(HttpStatus status, ObjectNode body) {
        return HttpResponse.of(status, MediaType.JSON, body.toString());
    }

    static void rejected(ObjectNode to, List<RejectedRow> rows) {
        ArrayNode list = to.putArray("rejected");
        rows.forEach(row -> list.addObject().put("line", row.line()).put("reason", row.reason()));
    }
}
