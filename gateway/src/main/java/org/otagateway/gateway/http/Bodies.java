// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamTimeoutMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Takes bodies in, piece by piece: the client is held back where the disk is slower, and given up where it stalls. */
final class Bodies {
    static final Duration STALL = Duration.ofSeconds(30);
    private static final int BUFFER = 1 << 15;

    private Bodies() {}

    /** Copies {@code body}; blocks. More than {@code max} octets are refused, with {@code name} told. */
    static void copy(StreamMessage<HttpData> body, OutputStream out, long max, String name) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long octets = 0;
        StreamMessage<HttpData> watched = body.timeout(STALL, StreamTimeoutMode.UNTIL_NEXT);
        try (InputStream in = watched.toInputStream(data -> data)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                octets += read;
                if (octets > max) {
                    watched.abort();
                    throw new Problem.Raised(
                            HttpStatus.REQUEST_ENTITY_TOO_LARGE, name + ": expected at most " + max + " octets");
                }
                out.write(buffer, 0, read);
            }
        }
    }
}
