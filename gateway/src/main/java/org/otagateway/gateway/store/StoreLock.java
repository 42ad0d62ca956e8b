// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock of the operating system that makes one process the owner of a store. A SIGKILL frees it. The file holds the
 * process id of the owner, a daemon's address too (see {@link StoreOwner}), and stays.
 */
final class StoreLock implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private StoreLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws StoreException IN_USE where another has it, UNUSABLE where the file cannot be made */
    static StoreLock take(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                String pid = StoreOwner.read(file).pid();
                channel.close();
                throw new StoreException(
                        StoreException.Kind.IN_USE,
                        "another process" + (pid.isEmpty() ? "" : " (pid " + pid + ")") + " owns the store (lock "
                                + file + ")");
            }
            channel.truncate(0);
            StoreLock taken = new StoreLock(file, channel);
            taken.write(ProcessHandle.current().pid() + "\n");
            return taken;
        } catch (IOException e) {
            closeQuietly(channel);
            throw new StoreException(
                    StoreException.Kind.UNUSABLE, "cannot lock " + file + ": " + IoFaults.describe(e), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another store of this very process
        }
    }

    /** Tells commands that find the store in use where its daemon takes work over. */
    void announce(URI api) {
        try {
            write(ProcessHandle.current().pid() + "\n" + api + "\n");
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.UNUSABLE, "cannot write " + file + ": " + IoFaults.describe(e), e);
        }
    }

    private void write(String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // the fault that led here is the one to tell
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
