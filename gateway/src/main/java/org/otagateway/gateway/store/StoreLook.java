// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.time.InstantSource;
import java.util.function.Function;

/** A look at a store that another process owns: nothing is locked, nothing can be written. */
public final class StoreLook implements ReadableStore, AutoCloseable {
    private final Readers readers;

    private StoreLook(Readers readers) {
        this.readers = readers;
    }

    /** Looks at a store whose owner has brought its schema to this release. */
    public static StoreLook open(StoreSettings settings) {
        return new StoreLook(new Readers(Store.database(settings, InstantSource.system())));
    }

    @Override
    public <T> T read(Function<ReadView, T> read) {
        return readers.read(read);
    }

    @Override
    public void close() {
        readers.close();
    }
}
