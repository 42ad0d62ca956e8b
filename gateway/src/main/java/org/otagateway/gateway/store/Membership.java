// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * This gateway among those that share a store. A commit of it renews its lease where that is due, and fails where the
 * others have given it up. All but {@link #node} runs on the writer's thread, or before it starts.
 *
 * <p>Rates: a node goes by its part of the nodes that are there. It writes that it does so only in a commit after the one in
 * which it learnt of them, and a newcomer has no part until all others have written that they know of it.
 */
final class Membership {
    /** How far the clocks of node and database may be apart: the validity of packets is told in one and judged by others. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(2);

    private static final int BEATS = 5;
    private static final String NOW = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)";

    private final NodeSettings settings;
    private final Path identityFile;
    private final InstantSource clock;
    private final Object gate = new Object();
    private volatile long node;
    private volatile Lease lease = Lease.none();
    private boolean leaving;
    private long applied;
    private long renewedAt;
    private long renewing;
    private @Nullable Runnable atCommit;

    Membership(NodeSettings settings, Path identityFile, InstantSource clock) {
        this.settings = settings;
        this.identityFile = identityFile;
        this.clock = clock;
    }

    long node() {
        return node;
    }

    Lease lease() {
        return lease;
    }

    private long beatNanos() {
        return settings.lease().toNanos() / BEATS;
    }

    /** Begins a transaction behind the lock; once joined, it holds the lease or throws. */
    void begin(Sql sql, String begin) {
        atCommit = null;
        renewing = 0;
        long self = node;
        if (self == 0) {
            sql.execute(begin);
            return;
        }
        long now = System.nanoTime();
        boolean due = now - renewedAt >= beatNanos() / 2;
        Long found = sql.lastNumber(begin
                + (due
                        ? "; UPDATE node SET renewed = " + NOW + " WHERE id = " + self
                                + " AND departed IS NULL RETURNING renewed"
                        : "; SELECT renewed FROM node WHERE id = " + self + " AND departed IS NULL"));
        if (found == null) {
            throw new StoreException(
                    StoreException.Kind.UNUSABLE,
                    "the other gateways gave this one up: they did not hear of it for "
                            + settings.lease().toSeconds() + " s");
        }
        if (due) {
            requireClock(found);
            renewing = now;
        }
    }

    void committed() {
        if (renewing != 0) {
            renewedAt = renewing;
            lease.heard(renewing);
        }
        Runnable then = atCommit;
        atCommit = null;
        if (then != null) {
            then.run();
        }
    }

    private void requireClock(long databaseMillis) {
        long apart = Math.abs(clock.millis() - databaseMillis);
        if (apart > MOST_SKEW.toMillis()) {
            throw new StoreException(
                    StoreException.Kind.UNUSABLE,
                    "the clock differs by " + apart + " ms from that of "
                            + settings.server().place() + ": expected at most " + MOST_SKEW.toMillis() + " ms");
        }
    }

    /** Joins, and is heard of from now on. */
    Lease join(Store store) {
        String identity = identity();
        long before = System.nanoTime();
        Nodes.Joined mine = result(store.submit(tx -> tx.nodes().join(settings, identity, address())));
        Lease fresh = Lease.of(mine.id(), settings.lease().toNanos(), before);
        result(store.submit(tx -> {
            renewedAt = before;
            lease = fresh;
            node = mine.id();
            return mine;
        }));
        beat(store, fresh, mine);
        Thread thread = new Thread(() -> beatUntilLeft(store, fresh, mine), "store-lease");
        thread.setDaemon(true);
        thread.start();
        return fresh;
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private void beatUntilLeft(Store store, Lease held, Nodes.Joined mine) {
        long nanos = beatNanos();
        while (waited(nanos)) {
            try {
                // What was learnt of others is told to them soon.
                nanos = beat(store, held, mine) ? beatNanos() : beatNanos() / 10;
            } catch (RuntimeException e) {
                held.end();
                return; // the store has ended, and says so where it is asked
            }
        }
    }

    /** False where it leaves meanwhile. */
    private boolean waited(long nanos) {
        long end = System.nanoTime() + nanos;
        synchronized (gate) {
            for (long left = nanos; left > 0 && !leaving; left = end - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(gate, left);
                } catch (InterruptedException e) {
                    return false;
                }
            }
            return !leaving;
        }
    }

    /** Looks who is there; false where that was news, or this node is not known by all yet. */
    private boolean beat(Store store, Lease held, Nodes.Joined mine) {
        return result(store.submit(tx -> {
            Nodes.Look look = tx.nodes().look(mine, applied);
            double share = look.knownByAll() ? 1.0 / look.present() : 0;
            boolean settled = look.knownByAll() && applied == look.membership();
            // Runs after this commit and before the next, in which the others hear of it.
            atCommit = () -> {
                held.share(share);
                held.departures(look.departures());
                applied = look.membership();
            };
            return settled;
        }));
    }

    /** Ends the lease and tells the others that nothing of this node is under way. */
    void leave(Store store) {
        Lease held = lease;
        if (held.node() == 0) {
            return;
        }
        held.end();
        synchronized (gate) {
            leaving = true;
            gate.notifyAll();
        }
        try {
            result(store.submit(tx -> {
                if (node != 0) {
                    tx.nodes().depart(held.node());
                }
                atCommit = () -> node = 0;
                return 0;
            }));
        } catch (StoreException e) {
            // the store has ended: the others find out by themselves
        }
    }

    /** The name of the folder that this node keeps its own files in, whichever process uses it. */
    private String identity() {
        try {
            if (Files.exists(identityFile)) {
                String text = Files.readString(identityFile, StandardCharsets.US_ASCII)
                        .strip();
                if (text.matches("[0-9a-f-]{36}")) {
                    return text;
                }
            }
            String fresh = UUID.randomUUID().toString();
            Files.writeString(identityFile, fresh + "\n", StandardCharsets.US_ASCII);
            return fresh;
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.UNUSABLE, "cannot use " + identityFile + ": " + IoFaults.describe(e), e);
        }
    }

    private static String address() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        String text = host + ", pid " + ProcessHandle.current().pid();
        return text.length() <= 255 ? text : text.substring(text.length() - 255);
    }
}
