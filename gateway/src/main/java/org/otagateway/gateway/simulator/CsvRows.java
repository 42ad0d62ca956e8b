// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads comma-separated rows one by one (RFC 4180): quoted fields, line ends of both kinds, a byte order mark. */
final class CsvRows {
    /** No field of ours is longer; a quote that is never closed must not fill the heap. */
    private static final int LONGEST_FIELD = 1 << 16;

    private static final int MOST_FIELDS = 1024;

    private final Reader in;
    private int next;
    private boolean started;
    private long line = 1;
    private long rowLine = 1;

    /** @param in buffered */
    CsvRows(Reader in) {
        this.in = in;
    }

    /** The line on which the row that was read last begins, from 1. */
    long line() {
        return rowLine;
    }

    /**
     * The fields of the next row that is not empty; null at the end.
     *
     * @throws CsvException where a quote is not closed, or a field or row is too long
     */
    @Nullable
    List<String> read() throws IOException, CsvException {
        if (!started) {
            started = true;
            next = in.read();
            if (next == '\uFEFF') {
                advance();
            }
        }
        while (next == '\n' || next == '\r') {
            advance();
        }
        if (next < 0) {
            return null;
        }
        rowLine = line;
        List<String> fields = new ArrayList<>();
        do {
            if (fields.size() == MOST_FIELDS) {
                throw new CsvException("expected up to " + MOST_FIELDS + " fields");
            }
            fields.add(next == '"' ? quoted() : plain());
        } while (takeComma());
        if (next >= 0 && next != '\n' && next != '\r') {
            throw new CsvException("expected a comma after a quoted field");
        }
        return fields;
    }

    private boolean takeComma() throws IOException {
        if (next != ',') {
            return false;
        }
        advance();
        return true;
    }

    private String plain() throws IOException, CsvException {
        StringBuilder field = new StringBuilder();
        while (next >= 0 && next != ',' && next != '\n' && next != '\r') {
            take(field);
        }
        return field.toString();
    }

    private String quoted() throws IOException, CsvException {
        StringBuilder field = new StringBuilder();
        advance();
        while (true) {
            if (next < 0) {
                throw new CsvException("expected a closing quote");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    return field.toString();
                }
            }
            take(field);
        }
    }

    private void take(StringBuilder field) throws IOException, CsvException {
        if (field.length() == LONGEST_FIELD) {
            throw new CsvException("expected fields of up to " + LONGEST_FIELD + " characters");
        }
        field.append((char) next);
        advance();
    }

    private void advance() throws IOException {
        if (next == '\n') {
            line++;
        }
        next = in.read();
    }

    /** The text is not comma-separated. */
    static final class CsvException extends Exception {
        private static final long serialVersionUID = 1L;

        CsvException(String message) {
            super(message);
        }
    }
}
