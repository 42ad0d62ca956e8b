// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.Card;

/** A store that is opened before each test and closed after it. */
abstract class StoreFixture {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path directory;

    final AtomicInteger commits = new AtomicInteger();
    Store store;
    /** A store that is empty at first, and the same one each time in one test. */
    abstract StoreSettings settings(Path directory);

    @BeforeEach
    void open() {
        store = Store.open(settings(directory), (works, nanoseconds) -> commits.incrementAndGet());
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() {
        store.close();
        open();
    }

    <T> T write(Work<T> work) {
        return store.submit(work).join();
    }

    Card card(String iccid) {
        return write(tx -> tx.cards().insert(iccid, "49170" + iccid, null, null, "generic", NOW));
    }

    static StoreException.Kind kindOf(CompletableFuture<?> future) {
        CompletionException e = catchThrowableOfType(CompletionException.class, future::join);
        assertThat(e).isNotNull().hasCauseInstanceOf(StoreException.class);
        return ((StoreException) Objects.requireNonNull(e.getCause())).kind();
    }
}
