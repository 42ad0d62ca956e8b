// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The file beside a database: how far the store has got. Two slots of {@value #SLOT} octets are written in turn, each a
 * line of text with its CRC-32, so that a write that a power cut tore leaves the other one.
 */
final class MarkFile implements AutoCloseable {
    static final int SLOT = 512;
    private static final Pattern LINE = Pattern.compile(
            "(ota-mark 1 ([0-9a-f]{32}) ([0-9]{19})(?: ([0-9a-f]{32}) ([0-9]{19}))?) ([0-9a-f]{8}) *\n");

    private final Path file;
    private final FileChannel channel;
    private final boolean synced;
    private int writes;

    private MarkFile(Path file, FileChannel channel, boolean synced) {
        this.file = file;
        this.channel = channel;
        this.synced = synced;
    }

    /**
     * What such a file says.
     *
     * @param instance of the store, 32 hexadecimal digits
     * @param passed counter values that were passed over, 0 or more
     * @param own which of them the gateway did whose file it is; null where the store has one owner
     */
    record Mark(String instance, long passed, @Nullable Own own) {
        static Mark of(String instance, long passed) {
            return new Mark(instance, passed, null);
        }

        /** What a slot holds before its check and its filling. */
        private String text() {
            String all = String.format(Locale.ROOT, "ota-mark 1 %s %019d", instance, passed);
            return own == null ? all : String.format(Locale.ROOT, "%s %s %019d", all, own.name(), own.passed());
        }
    }

    /**
     * Of a store that several gateways share: the one whose file it is.
     *
     * @param name 32 hexadecimal digits
     * @param passed counter values that it passed over itself, 0 or more
     */
    record Own(String name, long passed) {}

    /** What the file says; empty where there is none, or no slot of it is whole. */
    static Optional<Mark> read(Path file) {
        byte[] octets;
        try {
            octets = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw fault("read", file, e);
        }
        Optional<Mark> one = slot(octets, 0);
        Optional<Mark> other = slot(octets, SLOT);
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().passed() >= other.get().passed() ? one : other;
    }

    private static Optional<Mark> slot(byte[] octets, int at) {
        if (octets.length < at + SLOT) {
            return Optional.empty();
        }
        Matcher line = LINE.matcher(new String(octets, at, SLOT, StandardCharsets.US_ASCII));
        if (!line.matches()) {
            return Optional.empty();
        }
        if (!check(line.group(1)).equals(line.group(6))) {
            return Optional.empty();
        }
        String name = line.group(4);
        Own own = name == null ? null : new Own(name, Long.parseLong(line.group(5)));
        return Optional.of(new Mark(line.group(2), Long.parseLong(line.group(3)), own));
    }

    private static String check(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }

    /** Makes the file anew, in place of one that is there: wholly or not at all, whatever crashes. */
    static void make(Path file, Mark mark) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                write(channel, mark, 0);
                write(channel, mark, SLOT);
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw fault("write", file, e);
        }
        syncDirectory(file);
    }

    /** Without it a power cut could take the file and leave the database. */
    static void syncDirectory(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // not every system opens a directory; there the file system sees to it in its time
        }
    }

    /** Opens a file that is there, to write how far the store gets. */
    static MarkFile open(Path file, boolean synced) {
        try {
            return new MarkFile(file, FileChannel.open(file, StandardOpenOption.WRITE), synced);
        } catch (IOException e) {
            throw fault("open", file, e);
        }
    }

    /** Writes into the slot whose turn it is; a process that is killed loses nothing of it, a power cut may. */
    void write(Mark mark) {
        try {
            write(channel, mark, writes % 2 * SLOT);
            writes++;
        } catch (IOException e) {
            throw fault("write", file, e);
        }
    }

    /** Waits until the disk has what was written. */
    void sync() {
        try {
            if (synced) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw fault("write", file, e);
        }
    }

    private static void write(FileChannel channel, Mark mark, int at) throws IOException {
        String text = mark.text();
        String line = text + " " + check(text);
        byte[] octets = (line + " ".repeat(SLOT - line.length() - 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) {
            channel.write(buffer, at + buffer.position());
        }
    }

    private static StoreException fault(String what, Path file, IOException e) {
        return IoFaults.fault(what, file, e);
    }

    @Override
    public void close() {
        try {
            sync();
            channel.close();
        } catch (IOException e) {
            // what was written is in the system's hands
        }
    }
}
