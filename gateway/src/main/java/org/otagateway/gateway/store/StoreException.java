// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

/** The store could not do what it was asked. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of fault it is. */
    public enum Kind {
        /** Another process, or another store of this one, owns the database. */
        IN_USE,
        /** The database cannot be opened, read or written, or is of a later release. Nothing more can be stored. */
        UNUSABLE,
        /** The database was restored from a backup, or its mark is missing: no counter may be spent from it. */
        RESTORED,
        /** The disk is full. Nothing more can be stored; what was stored stays. */
        FULL,
        /** The store was closed before the work was done. */
        CLOSED,
        /** This work alone broke a constraint of the schema, as a unique index. */
        CONFLICT,
        /** This work alone failed: a fault in the program. */
        FAULT;

        /** Whether the store takes no further work after it. */
        public boolean ends() {
            return this == UNUSABLE || this == RESTORED || this == FULL || this == IN_USE;
        }
    }

    private final Kind kind;

    StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
