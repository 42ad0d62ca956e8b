// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;

/**
 * Reads records of RFC 4180 one by one: UTF-8 with or without byte order mark, commas, quotes, any line end. A malformed
 * record is told and the next line goes on. Empty lines are skipped. Blanks around a field mean nothing.
 */
public final class CsvReader implements Closeable {
    /** A record is a few hundred characters; a lost quote must not swallow the file into memory. */
    private static final int MAX_RECORD = 64 * 1024;

    private static final int END = -1;

    private final String file;
    private final Reader reader;
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int limit;
    private long line = 1;

    private CsvReader(String file, Reader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * A record of a file.
     *
     * @param line where it begins, from 1
     * @param fields its fields; empty where it is malformed
     * @param malformed what is wrong with its form, or null
     */
    public record CsvRecord(
            long line, List<String> fields, @Nullable String malformed) {}

    /** Opens {@code path}; a {@link UserError} where it cannot be read. */
    public static CsvReader open(Path path) {
        try {
            return of(path.toString(), Files.newInputStream(path));
        } catch (IOException e) {
            throw InputFile.unreadable(path, e);
        }
    }

    /** Reads {@code in}; {@code file} is what faults call it. */
    public static CsvReader of(String file, InputStream in) {
        return new CsvReader(
                file,
                new InputStreamReader(
                        in,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** The next character, or END. A reader of the JDK would take a lock for each. */
    private int read() throws IOException {
        if (position == limit) {
            limit = Math.max(reader.read(buffer), 0);
            position = 0;
            if (limit == 0) {
                return END;
            }
        }
        return buffer[position++];
    }

    /** Takes back the character that was read last, which was not END. */
    private void unread() {
        position--;
    }

    /** What faults call the file. */
    public String file() {
        return file;
    }

    /** The next record, or null at the end; a {@link UserError} where the file cannot be read or is not in UTF-8. */
    public @Nullable CsvRecord next() {
        try {
            if (line == 1) {
                skipByteOrderMark();
            }
            int c = read();
            while (c == '\n' || c == '\r' || c == ' ' || c == '\t') {
                if (c == '\n' || c == '\r') {
                    endOfLine(c);
                }
                c = read();
            }
            if (c == END) {
                return null;
            }
            unread();
            return record(line);
        } catch (CharacterCodingException e) {
            throw UserError.in(file, 0, null, null, "text in UTF-8"); // it was read ahead: the line is not known
        } catch (IOException e) {
            throw UserError.in(file, line, null, null, "a file that can be read (" + e.getMessage() + ")");
        }
    }

    private void skipByteOrderMark() throws IOException {
        int c = read();
        if (c != 0xFEFF && c != END) {
            unread();
        }
    }

    /** A CR LF is one end of line. */
    private void endOfLine(int c) throws IOException {
        line++;
        if (c == '\r') {
            int next = read();
            if (next != '\n' && next != END) {
                unread();
            }
        }
    }

    private CsvRecord record(long start) throws IOException {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int length = 0;
        while (true) {
            int end = field.isEmpty() ? endOfPlainField() : -1;
            if (end >= 0 && length + end - position < MAX_RECORD) {
                int ended = buffer[end];
                length += end - position + 1;
                fields.add(stripped(position, end));
                position = end + 1;
                if (ended != ',') {
                    endOfLine(ended);
                    return new CsvRecord(start, fields, null);
                }
                continue;
            }
            int c = read();
            if (++length > MAX_RECORD) {
                return malformed(start, "a record of at most " + MAX_RECORD + " characters");
            }
            if (c == '"') {
                if (!field.toString().isBlank()) {
                    return malformed(start, "no quote inside a field without quotes");
                }
                field.setLength(0);
                int quoted = quoted(field, MAX_RECORD - length);
                if (quoted < 0) {
                    return malformed(start, "a closing quote");
                }
                length += quoted;
                c = afterQuotes();
                if (c != ',' && c != '\n' && c != '\r' && c != END) {
                    return malformed(start, "a comma or the end of the line after a closing quote");
                }
            }
            if (c == ',' || c == '\n' || c == '\r' || c == END) {
                fields.add(field.toString().strip());
                field.setLength(0);
                if (c != ',') {
                    if (c != END) {
                        endOfLine(c);
                    }
                    return new CsvRecord(start, fields, null);
                }
            } else {
                field.append((char) c);
            }
        }
    }

    /** Where the field ends that begins here, if the buffer has all of it and it has no quote; else -1. */
    private int endOfPlainField() {
        for (int at = position; at < limit; at++) {
            char c = buffer[at];
            if (c == ',' || c == '\n' || c == '\r') {
                return at;
            }
            if (c == '"') {
                return -1;
            }
        }
        return -1;
    }

    /** What the buffer holds from {@code from} to {@code to}, without the blanks around it. */
    private String stripped(int from, int to) {
        int first = from;
        int end = to;
        while (first < end && Character.isWhitespace(buffer[first])) {
            first++;
        }
        while (first < end && Character.isWhitespace(buffer[end - 1])) {
            end--;
        }
        return new String(buffer, first, end - first);
    }

    /** Characters read up to the closing quote, or −1 where there is none. */
    private int quoted(StringBuilder field, int max) throws IOException {
        for (int length = 1; length <= max; length++) {
            int c = read();
            if (c == END) {
                return -1;
            }
            if (c == '"') {
                int next = read();
                if (next != '"') {
                    if (next != END) {
                        unread();
                    }
                    return length;
                }
            } else if (c == '\n' || c == '\r') {
                endOfLine(c);
                c = '\n';
            }
            field.append((char) c);
        }
        return -1;
    }

    private int afterQuotes() throws IOException {
        int c = read();
        while (c == ' ' || c == '\t') {
            c = read();
        }
        return c;
    }

    /** Skips the rest of the line that the fault was found in. */
    private CsvRecord malformed(long start, String expected) throws IOException {
        int c = read();
        while (c != '\n' && c != '\r' && c != END) {
            c = read();
        }
        if (c != END) {
            endOfLine(c);
        }
        return new CsvRecord(start, List.of(), expected);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            // it was only read
        }
    }
}
