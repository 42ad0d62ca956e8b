// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * What makes a batch of works durable before the embedded database commits it: its statements, appended to a file beside the
 * database and synced. The database commits many batches at once, notes the last of them, and the file begins anew; a start
 * does again what the file has beyond that note. Runs on the writer's thread once the store is open.
 *
 * <p>The file is one header of {@value #HEADER} octets, then records: length and CRC-32C of what follows (4 octets each, high
 * octet first), the number of the batch (8), its statements ({@link RedoRecord}). What stands behind the last record is left
 * from before the file began anew, and has lower numbers.
 */
final class RedoLog implements AutoCloseable {
    private static final String FACT = "redo";
    private static final int HEADER = 64;
    private static final int FRAME = 16;
    /** The file grows by so much at once, and keeps it: a sync that need not tell of a new size is the cheaper one. */
    private static final int STEP = 1024 * 1024;

    private static final String HEAD = "ota-redo 1 ";

    private final Path file;
    private final boolean synced;
    private final String instance;
    private final RedoRecord record = new RedoRecord();
    private final ByteBuffer frame = ByteBuffer.allocate(FRAME);
    private @Nullable FileChannel channel;
    private long sequence;
    private long position = HEADER;
    private long allocated;

    private RedoLog(Path file, boolean synced, String instance, long sequence) {
        this.file = file;
        this.synced = synced;
        this.instance = instance;
        this.sequence = sequence;
    }

    /**
     * What {@code sql} changes from now on is recorded, batch by batch; the file is made with the first of them.
     *
     * @param file null where each batch is committed by itself
     */
    static @Nullable RedoLog open(Sql sql, @Nullable Path file, boolean synced) {
        if (file == null) {
            return null;
        }
        RedoLog redo = new RedoLog(file, synced, String.valueOf(instance(sql)), noted(sql));
        sql.recordIn(redo.record);
        return redo;
    }

    /** Of the store, 32 hexadecimal digits: the log of another is never done again here; null where it has none yet. */
    private static @Nullable String instance(Sql sql) {
        boolean marked = sql.number("SELECT count(*) FROM sqlite_master WHERE name = 'store_mark'") > 0;
        return marked ? sql.first("SELECT instance FROM store_mark WHERE node = ''", row -> row.text(1)) : null;
    }

    /** What the batch under way changes is recorded in. */
    RedoRecord record() {
        return record;
    }

    /** Octets of the batches that the database does not hold yet. */
    long size() {
        return position - HEADER;
    }

    /**
     * Appends the batch that is recorded, and waits for the disk.
     *
     * @throws StoreException FULL or UNUSABLE; whether it is durable is not known then
     */
    void append() {
        ByteBuffer statements = record.recorded();
        frame.clear();
        frame.putInt(8 + statements.remaining()).putInt(0).putLong(sequence + 1);
        frame.putInt(4, check(frame.array(), statements)).flip();
        try {
            FileChannel to = open();
            long end = position + FRAME + statements.remaining();
            allocate(to, end);
            write(to, frame, position);
            write(to, statements, position + FRAME);
            if (synced) {
                to.force(false);
            }
            position = end;
            sequence++;
        } catch (IOException e) {
            throw fault("write", file, e);
        }
    }

    private static int check(byte[] frame, ByteBuffer statements) {
        CRC32C crc = new CRC32C();
        crc.update(frame, 8, 8);
        crc.update(statements.duplicate());
        return (int) crc.getValue();
    }

    private FileChannel open() throws IOException {
        FileChannel opened = channel;
        if (opened == null) {
            opened = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
            channel = opened;
            allocated = opened.size();
            allocate(opened, HEADER);
            byte[] head = (HEAD + instance + "\n").getBytes(StandardCharsets.US_ASCII);
            write(opened, ByteBuffer.allocate(HEADER).put(head).rewind(), 0);
            if (synced) {
                opened.force(true);
                MarkFile.syncDirectory(file);
            }
        }
        return opened;
    }

    private void allocate(FileChannel to, long end) throws IOException {
        if (end > allocated) {
            long size = (end + STEP - 1) / STEP * STEP;
            write(to, ByteBuffer.allocate(Math.toIntExact(size - allocated)), allocated);
            allocated = size;
        }
    }

    private static void write(FileChannel to, ByteBuffer octets, long at) throws IOException {
        long next = at;
        while (octets.hasRemaining()) {
            next += to.write(octets, next);
        }
    }

    /** Within a transaction that holds all batches so far, the one under way among them where it is not appended. */
    void note(Sql sql, boolean oneMore) {
        if (oneMore) {
            sequence++;
        }
        note(sql, sequence);
    }

    private static void note(Sql sql, long sequence) {
        byte[] octets = ByteBuffer.allocate(8).putLong(sequence).array();
        new Facts(sql).put(FACT, Octets.copyOf(octets));
    }

    /** After the commit of that transaction. */
    void restart() {
        position = HEADER;
        record.restart();
    }

    /** Does again what was appended since the database's last commit, within a transaction. */
    void replay(Sql sql) {
        try {
            record.end();
            long last = replay(read(open(), HEADER + size()), noted(sql), sql);
            if (last != sequence) {
                throw new StoreException(
                        StoreException.Kind.UNUSABLE,
                        file + ": expected batch " + sequence + " as the last, got " + last);
            }
        } catch (IOException e) {
            throw fault("read", file, e);
        }
    }

    /**
     * Brings a database that a crash left behind its log up to it: before anything else reads it, with the schema that it
     * was left with.
     *
     * @throws StoreException where the log cannot be read or the database not be written
     */
    static void recover(Path file, Sql sql, Database database) {
        if (!Files.exists(file)) {
            return;
        }
        ByteBuffer all;
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ)) {
            all = read(from, from.size());
        } catch (IOException e) {
            throw fault("read", file, e);
        }
        String instance = instance(sql);
        if (instance == null || !head(all).equals(HEAD + instance + "\n")) {
            return; // a new store, or another one's log: that its mark tells
        }
        database.begin(sql);
        long held = noted(sql);
        long last = replay(all, held, sql);
        sql.flush();
        if (last != held) {
            note(sql, last);
        }
        sql.execute("COMMIT");
    }

    /** The number of the last batch that a database holds. */
    private static long noted(Sql sql) {
        Octets noted = new Facts(sql).find(FACT);
        return noted == null ? 0 : ByteBuffer.wrap(noted.toByteArray()).getLong();
    }

    private static ByteBuffer read(FileChannel from, long end) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(end));
        while (all.hasRemaining() && from.read(all, all.position()) >= 0) {
            // until it is whole
        }
        return all.flip();
    }

    private static String head(ByteBuffer all) {
        byte[] head = new byte[Math.min(HEADER, all.remaining())];
        all.get(0, head);
        return new String(head, StandardCharsets.US_ASCII).replace("\0", "");
    }

    /** Does again the records that follow batch {@code held}, and gives the last batch then. */
    private static long replay(ByteBuffer all, long held, Sql sql) {
        Map<Integer, String> texts = new HashMap<>();
        long before = 0;
        long last = held;
        int at = HEADER;
        for (int length = whole(all, at, before); length > 0; length = whole(all, at, before)) {
            before = all.getLong(at + 8);
            if (before > last + 1) {
                return last; // the database is older than all of it: that its mark tells
            }
            ByteBuffer statements = all.duplicate().position(at + FRAME).limit(at + 8 + length);
            RedoRecord.replay(statements, texts, before > held ? sql : null);
            last = Math.max(last, before);
            at += 8 + length;
        }
        return last;
    }

    /** The length of the record at {@code at}, as it says itself; 0 where there is none that follows batch {@code before}. */
    private static int whole(ByteBuffer all, int at, long before) {
        if (all.limit() - at < FRAME) {
            return 0;
        }
        int length = all.getInt(at);
        if (length < 8 || length > all.limit() - at - 8) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(all.duplicate().position(at + 8).limit(at + 8 + length));
        boolean follows = before == 0 || all.getLong(at + 8) == before + 1;
        return follows && (int) crc.getValue() == all.getInt(at + 4) ? length : 0;
    }

    private static StoreException fault(String what, Path file, IOException e) {
        return IoFaults.fault(what, file, e);
    }

    /** Removes the file where the database holds all of it. */
    @Override
    public void close() {
        FileChannel opened = channel;
        if (opened != null) {
            try {
                opened.close();
                if (size() == 0) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                // what was appended is durable; a file that is left says nothing that the database does not hold
            }
        }
    }
}
