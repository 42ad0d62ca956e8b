// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that runs tasks when their time has come, in the order of their times and then of their coming. */
final class TimerThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);
    private static final int BATCH = 256;
    private static final long LONGEST_TASK_MILLIS = 5000;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Task> heap = new PriorityQueue<>();
    private final Thread thread;
    private long ordinal;
    private volatile boolean closed;

    private record Task(long at, long ordinal, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(ordinal, other.ordinal);
        }
    }

    TimerThread(String name, InstantSource clock) {
        this.clock = clock;
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs {@code action} {@code delay} milliseconds from now; with 0, as soon as the thread is free. */
    void after(long delay, Runnable action) {
        at(clock.millis() + Math.max(0, delay), action);
    }

    /** Runs {@code action} at that time in milliseconds of the epoch. */
    void at(long millis, Runnable action) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Task task = new Task(millis, ordinal++, action);
            heap.add(task);
            if (heap.element().ordinal == task.ordinal) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Looks at the clock again. */
    void clockChanged() {
        lock.lock();
        try {
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        List<Runnable> due = new ArrayList<>(BATCH);
        while (take(due)) {
            for (Runnable action : due) {
                if (!closed) {
                    runOne(action);
                }
            }
            due.clear();
        }
    }

    @SuppressWarnings("IllegalCatch") // one failed task must not stop the timer of all messages
    private static void runOne(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("A timed task failed", e);
        }
    }

    /** Waits for tasks that are due and moves up to a batch of them; false when closed. */
    private boolean take(List<Runnable> due) {
        lock.lock();
        try {
            while (!closed) {
                long now = clock.millis();
                while (due.size() < BATCH && !heap.isEmpty() && heap.element().at <= now) {
                    due.add(heap.remove().action);
                }
                if (!due.isEmpty()) {
                    return true;
                }
                if (heap.isEmpty()) {
                    changed.awaitUninterruptibly();
                } else {
                    // Why the wait ended does not matter: the clock is asked again.
                    long unused = changed.awaitNanos(TimeUnit.MILLISECONDS.toNanos(heap.element().at - now));
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The timer's thread was interrupted and ends");
        } finally {
            lock.unlock();
        }
        return false;
    }

    /** Drops what is not yet run, and waits for the task that is running unless it is the caller. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            heap.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join(LONGEST_TASK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
