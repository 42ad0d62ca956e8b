// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.smsc.Journal;
import org.otagateway.smpp.smsc.JournalEvent;

/**
 * Writes what the SMSC and the cards do, one JSON object a line. Lines are gathered and written whole, at the latest 100 ms
 * after the event. Thread-safe.
 */
public final class JsonLinesJournal implements Journal, AutoCloseable {
    private static final int ENOUGH = 1 << 16;
    private static final long INTERVAL_MILLIS = 100;

    private final OutputStream out;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream(2 * ENOUGH);
    private final JsonGenerator json;
    private final Thread flusher;
    private @Nullable IOException failure;
    private boolean closed;

    /** @param out is closed with the journal */
    public JsonLinesJournal(OutputStream out) {
        this.out = out;
        try {
            // Its own end of line stands after each object instead of the generator's separator between them.
            json = new JsonFactory().createGenerator(lines).setRootValueSeparator(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flusher = new Thread(this::flushNowAndThen, "smsc-journal");
        flusher.setDaemon(true);
        flusher.start();
    }

    @Override
    public void record(JournalEvent event) {
        write(generator -> JournalLines.write(generator, event));
    }

    /** The same journal for the events of cards. */
    CardEvent.Listener cardEvents() {
        return event -> write(generator -> JournalLines.write(generator, event));
    }

    @FunctionalInterface
    private interface Line {
        void write(JsonGenerator json) throws IOException;
    }

    private synchronized void write(Line line) {
        if (closed || failure != null) {
            return;
        }
        try {
            json.writeStartObject();
            line.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
            if (lines.size() > ENOUGH) {
                flush();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void flush() throws IOException {
        json.flush();
        if (lines.size() > 0) {
            lines.writeTo(out);
            out.flush();
            lines.reset();
        }
    }

    private synchronized void flushNowAndThen() {
        try {
            while (!closed) {
                wait(INTERVAL_MILLIS);
                if (!closed && failure == null) {
                    flush();
                }
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes what is left.
     *
     * @throws IOException where that, or an earlier write, failed
     */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        notifyAll();
        try (out) {
            if (failure != null) {
                throw failure;
            }
            flush();
        }
    }
}
