// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Writes the PDUs of one session by a thread of its own, all that wait with one system call; drops and garbage by faults. */
final class SessionWriter {
    /** Octets waiting above which the reader of a peer that does not read is held up. */
    private static final int HIGH_WATER = 1 << 20;

    private static final int GATHER = 64 * 1024;

    private final OutputStream out;
    private final Supplier<SmscFaults> faults;
    private final FaultCounts struck;
    private final RandomGenerator random;
    private final Runnable dropped;
    private final Runnable ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    /** Taken from the queue and not yet written; the writer's thread alone sees it. */
    private final ArrayDeque<byte[]> taken = new ArrayDeque<>();

    private int queuedOctets;
    private boolean idle;
    private boolean ending;
    private boolean closed;
    private int writtenSinceDrop;
    private int dropAt;
    private int dropMean;

    /**
     * @param dropped called by the writer's thread when a fault drops the connection
     * @param ended called by the writer's thread when it ends, for whatever reason
     */
    SessionWriter(
            OutputStream out,
            Supplier<SmscFaults> faults,
            FaultCounts struck,
            RandomGenerator random,
            Runnable dropped,
            Runnable ended) {
        this.out = out;
        this.faults = faults;
        this.struck = struck;
        this.random = random;
        this.dropped = dropped;
        this.ended = ended;
    }

    void start(String name) {
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Queues a PDU; dropped silently once the session is closed. */
    void send(byte[] pdu) {
        lock.lock();
        try {
            if (closed || ending) {
                return;
            }
            queue.add(pdu);
            queuedOctets += pdu.length;
            if (idle) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits while the peer reads too slowly. */
    void awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && queuedOctets > HIGH_WATER) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends after what is queued is written. */
    void end() {
        lock.lock();
        try {
            ending = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends at once. */
    void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            work.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        Gathered gathered = new Gathered();
        try {
            boolean goOn = true;
            while (goOn && take(gathered)) {
                goOn = write(gathered);
            }
        } catch (IOException e) {
            // The peer is gone; the session is closed below, and its reader sees the same.
        } finally {
            ended.run();
        }
    }

    /** Octets to write with one call. */
    private static final class Gathered extends ByteArrayOutputStream {
        Gathered() {
            super(GATHER);
        }

        void flushTo(OutputStream out) throws IOException {
            if (count > 0) {
                out.write(buf, 0, count);
                count = 0;
            }
        }
    }

    private boolean take(Gathered gathered) {
        lock.lock();
        try {
            while (queue.isEmpty()) {
                if (closed || ending) {
                    return false;
                }
                idle = true;
                work.awaitUninterruptibly();
                idle = false;
            }
            int octets = gathered.size();
            while (!queue.isEmpty() && octets < GATHER) {
                byte[] pdu = queue.remove();
                octets += pdu.length;
                queuedOctets -= pdu.length;
                taken.add(pdu);
            }
            room.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was taken; false where a fault ended the connection. */
    private boolean write(Gathered gathered) throws IOException {
        SmscFaults now = faults.get();
        double garbage = now.probability(Fault.GARBAGE);
        while (!taken.isEmpty()) {
            byte[] pdu = taken.remove();
            if (dropsHere(now.dropAfter())) {
                if (random.nextBoolean()) {
                    gathered.write(pdu, 0, 1 + random.nextInt(pdu.length - 1));
                }
                gathered.flushTo(out);
                dropped.run();
                return false;
            }
            if (garbage > 0 && struck.struck(Fault.GARBAGE, random.nextDouble() < garbage)) {
                byte[] nonsense = Garbage.draw(random);
                gathered.write(nonsense, 0, nonsense.length);
            }
            gathered.write(pdu, 0, pdu.length);
        }
        gathered.flushTo(out);
        return true;
    }

    private boolean dropsHere(int mean) {
        if (mean != dropMean) {
            dropMean = mean;
            dropAt = mean == 0 ? 0 : 1 + random.nextInt(2 * mean - 1);
            writtenSinceDrop = 0;
        }
        writtenSinceDrop++;
        return dropAt != 0 && writtenSinceDrop > dropAt;
    }
}
