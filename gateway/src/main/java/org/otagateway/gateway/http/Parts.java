// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a form, one after the other; each is read before the next is asked for. Blocks. */
final class Parts implements AutoCloseable {
    private static final int MOST = 64;

    private final HttpRequest request;
    private final FormReader form;
    private int count;

    Parts(HttpRequest request) throws IOException {
        MediaType type = request.contentType();
        if (type == null || !type.is(MediaType.MULTIPART_FORM_DATA)) {
            throw new Problem.Raised(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "expected multipart/form-data with the parts job and cards");
        }
        this.request = request;
        List<String> boundary = type.parameters().getOrDefault("boundary", List.of());
        this.form = new FormReader(
                Bodies.stream(Bodies.octets(request), CardEndpoints.MAX_CARDS, "the body"),
                boundary.isEmpty() ? null : boundary.get(0));
    }

    /** The next part, or null at the end. */
    FormReader.@Nullable Part next() throws IOException {
        if (++count > MOST) {
            throw new Problem.Raised(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "expected at most " + MOST + " parts");
        }
        return form.next();
    }

    /** Reads no further. */
    @Override
    public void close() {
        request.abort();
    }
}
