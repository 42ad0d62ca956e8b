// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import com.linecorp.armeria.common.ContentDisposition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body of multipart/form-data (RFC 7578) as it comes, in whatever pieces: one part after the other, each once. It
 * holds one buffer, however long a part is. Armeria's own reader refuses a body that is cut between the last boundary and
 * the two hyphens behind it.
 *
 * <pre>
 * --boundary CRLF  header CRLF … CRLF  octets  CRLF --boundary CRLF …  CRLF --boundary--
 * </pre>
 */
final class FormReader {
    private static final int BUFFER = 1 << 15;
    /** Of one part, all together. */
    private static final int MAX_HEADERS = 8 << 10;
    /** What may follow the last boundary, or stand before the first. */
    private static final int MAX_AROUND = 64 << 10;

    private static final int MAX_BOUNDARY = 70; // RFC 2046, 5.1.1
    private static final String HEADER = "content-disposition:";

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    /** Where the next delimiter stands in the buffer; -1: not seen yet. */
    private int found = -1;
    /** No delimiter begins before it. */
    private int searched;

    private boolean begun;
    private boolean ended;

    /**
     * A part.
     *
     * @param content its octets, which are gone when the next part is asked for
     */
    record Part(@Nullable String name, @Nullable String filename, InputStream content) {}

    /** The body is no form, or ends too soon. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** @throws Malformed where there is no boundary of 1 to 70 characters */
    FormReader(InputStream in, @Nullable String boundary) throws Malformed {
        if (boundary == null || boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw new Malformed("expected a boundary of 1 to " + MAX_BOUNDARY + " characters");
        }
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // As if a line ended before the body: the first boundary may stand at its very start.
        buffer[to++] = '\r';
        buffer[to++] = '\n';
    }

    /** The next part, or null behind the last. */
    @Nullable
    Part next() throws IOException {
        if (ended) {
            return null;
        }
        skip(begun ? Long.MAX_VALUE : MAX_AROUND);
        begun = true;
        from += delimiter.length;
        found = -1;
        searched = from;
        int first = octet();
        if (first == '-' && octet() == '-') {
            ended = true;
            drain();
            return null;
        }
        while (first == ' ' || first == '\t') {
            first = octet();
        }
        if (first != '\r' || octet() != '\n') {
            throw new Malformed("expected the end of the line behind a boundary");
        }
        ContentDisposition disposition = headers();
        // The line end before a boundary belongs to it, and may be that of the blank line.
        from -= 2;
        searched = from;
        boolean empty = delimiterAtStart();
        if (!empty) {
            from += 2;
            searched = from;
        }
        return new Part(disposition.name(), disposition.filename(), new Content());
    }

    private ContentDisposition headers() throws IOException {
        ContentDisposition disposition = ContentDisposition.of();
        int left = MAX_HEADERS;
        for (String line = line(left); !line.isEmpty(); line = line(left)) {
            left -= line.length() + 2;
            if (line.regionMatches(true, 0, HEADER, 0, HEADER.length())) {
                try {
                    disposition = ContentDisposition.parse(
                            line.substring(HEADER.length()).strip());
                } catch (IllegalArgumentException e) {
                    throw new Malformed("expected a Content-Disposition");
                }
            }
        }
        return disposition;
    }

    /** A line of at most {@code most} octets, without its end. */
    private String line(int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = octet(); octet != '\r'; octet = octet()) {
            if (line.size() >= most) {
                throw new Malformed("expected headers of at most " + MAX_HEADERS + " octets");
            }
            line.write(octet);
        }
        if (octet() != '\n') {
            throw new Malformed("expected the end of a header line");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private int octet() throws IOException {
        if (from == to) {
            fill();
        }
        return buffer[from++] & 0xFF;
    }

    /** Whether a delimiter begins at the next octet. */
    private boolean delimiterAtStart() throws IOException {
        while (to - from < delimiter.length) {
            fill();
        }
        return matches(from);
    }

    private boolean matches(int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (buffer[at + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many octets of the part are in the buffer; 0 where its delimiter comes next. */
    private int ready() throws IOException {
        while (found < 0) {
            for (; searched <= to - delimiter.length; searched++) {
                if (buffer[searched] == '\r' && matches(searched)) {
                    found = searched;
                    break;
                }
            }
            if (found < 0) {
                if (searched > from) {
                    return searched - from;
                }
                fill();
            }
        }
        return found - from;
    }

    /** Reads on; what is before {@link #from} goes. */
    private void fill() throws IOException {
        if (from > BUFFER / 2) {
            // Two octets stay: the end of a line is looked at once more where a part begins.
            int kept = from - 2;
            System.arraycopy(buffer, kept, buffer, 0, to - kept);
            from -= kept;
            to -= kept;
            searched = Math.max(from, searched - kept);
        }
        int read = in.read(buffer, to, buffer.length - to);
        if (read < 0) {
            throw new Malformed("expected a last boundary");
        }
        to += read;
    }

    private void skip(long most) throws IOException {
        long left = most;
        for (int ready = ready(); ready > 0; ready = ready()) {
            left -= ready;
            if (left < 0) {
                throw new Malformed("expected a boundary");
            }
            from += ready;
        }
    }

    /** Takes in what little may come behind the last boundary, so that the connection stays of use. */
    private void drain() throws IOException {
        int left = MAX_AROUND;
        for (int read = in.read(buffer); read >= 0 && left > 0; read = in.read(buffer)) {
            left -= read;
        }
    }

    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            if (ready() == 0) {
                return -1;
            }
            return buffer[from++] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int ready = ready();
            if (ready == 0) {
                return length == 0 ? 0 : -1;
            }
            int taken = Math.min(ready, length);
            System.arraycopy(buffer, from, into, offset, taken);
            from += taken;
            return taken;
        }
    }
}
