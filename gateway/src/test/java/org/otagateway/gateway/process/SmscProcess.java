// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code ./ota smsc} in a process of its own, with its journal. */
public final class SmscProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int MOST_READ = 1 << 24;

    private final OtaProcess process;
    private final Path journal;
    private final int port;
    private long read;
    private long submits;

    private SmscProcess(OtaProcess process, Path journal, int port) {
        this.process = process;
        this.journal = journal;
        this.port = port;
    }

    /** Starts it over {@code cards.csv} of {@code files}, and waits until it listens. */
    public static SmscProcess start(GatewayFiles files, String... faults) {
        Path journal = files.directory().resolve("journal.jsonl");
        List<String> args = new ArrayList<>(
                List.of("smsc", "--port", "0", "--cards", "cards.csv", "--journal", "journal.jsonl", "--json"));
        args.addAll(List.of(faults));
        OtaProcess process = OtaProcess.start(files.directory(), Map.of(), args);
        await("the SMSC listens").atMost(PATIENCE).until(() -> process.out().contains("\n") || !process.isAlive());
        try {
            return new SmscProcess(
                    process,
                    journal,
                    new JsonMapper().readTree(process.out()).path("listening").asInt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the SMSC said: " + process.out() + process.err(), e);
        }
    }

    public int port() {
        return port;
    }

    public Path journal() {
        return journal;
    }

    /** Submits that the journal has so far; reads on where it read before, since it is asked often and the journal grows. */
    public long submits() {
        try (RandomAccessFile file = new RandomAccessFile(journal.toFile(), "r")) {
            file.seek(read);
            byte[] more = new byte[(int) Math.min(file.length() - read, MOST_READ)];
            file.readFully(more);
            String text = new String(more, StandardCharsets.ISO_8859_1);
            int end = text.lastIndexOf('\n') + 1; // the last line is being written
            submits += text.substring(0, end)
                    .lines()
                    .filter(line -> line.startsWith("{\"event\":\"submit\""))
                    .count();
            read += end;
            return submits;
        } catch (IOException e) {
            return submits; // it is not there yet
        }
    }

    /** Ends it cleanly, so that the journal is whole. */
    public OtaProcess.Ended end() {
        process.terminate();
        return process.await(PATIENCE);
    }

    @Override
    public void close() {
        process.close();
    }
}
