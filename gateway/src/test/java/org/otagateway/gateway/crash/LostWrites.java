// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.otagateway.packet.bytes.Octets;

/**
 * Throws away, after a kill, what a process had written to its database but not synced. The process runs under the
 * preloaded library {@code src/test/c/unsynced.c}, which keeps what each unsynced write overwrote.
 */
public final class LostWrites {
    private static final int HEAD = 24;

    private LostWrites() {}

    /**
     * Builds the library into {@code folder}.
     *
     * @throws IOException where there is no C compiler, or it fails
     */
    public static Path library(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("unsynced.so");
        Process cc = new ProcessBuilder(
                        "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), "src/test/c/unsynced.c", "-ldl")
                .redirectErrorStream(true)
                .start();
        String said = new String(cc.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (cc.waitFor() != 0) {
            throw new IOException("cc failed: " + said);
        }
        return library;
    }

    /**
     * Takes each database file in {@code folder} back to its last sync; then each later write survives by chance, as on
     * a disk that wrote some of its cache in no order.
     *
     * @param survive the probability that an unsynced write survives, 0…1
     * @return the number of writes lost
     */
    public static int lose(Path folder, double survive, RandomGenerator random) throws IOException {
        List<Path> logs;
        try (Stream<Path> files = Files.list(folder)) {
            logs = files.filter(f -> f.toString().endsWith(".unsynced")).toList();
        }
        int lost = 0;
        for (Path log : logs) {
            String name = log.toString();
            Path file = Path.of(name.substring(0, name.length() - ".unsynced".length()));
            lost += lose(file, records(Files.readAllBytes(log)), survive, random);
            Files.delete(log);
        }
        return lost;
    }

    private static int lose(Path file, List<Write> writes, double survive, RandomGenerator random) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        int lost = 0;
        try (RandomAccessFile f = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = writes.size() - 1; i >= 0; i--) {
                Write write = writes.get(i);
                f.seek(write.offset());
                f.write(write.before().toByteArray());
                f.setLength(write.sizeBefore());
            }
            for (Write write : writes) {
                if (random.nextDouble() >= survive) {
                    lost++;
                } else if (write.after().isEmpty()) {
                    f.setLength(Math.min(f.length(), write.offset()));
                } else {
                    f.seek(write.offset());
                    f.write(write.after().toByteArray());
                }
            }
        }
        return lost;
    }

    private static List<Write> records(byte[] log) {
        ByteBuffer in = ByteBuffer.wrap(log).order(ByteOrder.nativeOrder());
        List<Write> writes = new ArrayList<>();
        while (in.remaining() >= HEAD) {
            long offset = in.getLong();
            long size = in.getLong();
            int old = in.getInt();
            int written = in.getInt();
            if (in.remaining() < old + written) {
                break; // the kill cut the record, so the write that it announces never began
            }
            byte[] before = new byte[old];
            byte[] after = new byte[written];
            in.get(before).get(after);
            writes.add(new Write(offset, size, Octets.copyOf(before), Octets.copyOf(after)));
        }
        return writes;
    }

    private record Write(long offset, long sizeBefore, Octets before, Octets after) {}
}
