// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamTimeoutMode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Takes bodies in, piece by piece: the client is held back where the disk is slower, and given up where it stalls. */
final class Bodies {
    static final Duration STALL = Duration.ofSeconds(30);
    private static final int BUFFER = 1 << 15;

    private Bodies() {}

    /** The body of {@code request}, without its trailers. */
    static StreamMessage<HttpData> octets(HttpRequest request) {
        return request.filter(HttpData.class::isInstance).map(HttpData.class::cast);
    }

    /** Reads {@code body} as it comes; more than {@code max} octets are refused, with {@code name} told. */
    static InputStream stream(StreamMessage<HttpData> body, long max, String name) {
        StreamMessage<HttpData> watched = body.timeout(STALL, StreamTimeoutMode.UNTIL_NEXT);
        return new FilterInputStream(watched.toInputStream(data -> data)) {
            private long left = max;

            @Override
            public int read() throws IOException {
                return counted(super.read(), 1);
            }

            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                int read = super.read(to, from, length);
                return counted(read, read);
            }

            private int counted(int result, int octets) {
                left -= result < 0 ? 0 : octets;
                if (left < 0) {
                    watched.abort();
                    throw tooLarge(max, name);
                }
                return result;
            }
        };
    }

    private static Problem.Raised tooLarge(long max, String name) {
        return new Problem.Raised(HttpStatus.REQUEST_ENTITY_TOO_LARGE, name + ": expected at most " + max + " octets");
    }

    /** Copies {@code body}; blocks. More than {@code max} octets are refused, with {@code name} told. */
    static void copy(StreamMessage<HttpData> body, OutputStream out, long max, String name) throws IOException {
        try (InputStream in = stream(body, max, name)) {
            copy(in, out, max, name);
        }
    }

    /** Copies {@code in}, which stays open; blocks. More than {@code max} octets are refused, with {@code name} told. */
    static void copy(InputStream in, OutputStream out, long max, String name) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long octets = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            octets += read;
            if (octets > max) {
                throw tooLarge(max, name);
            }
            out.write(buffer, 0, read);
        }
    }
}
