// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

/** Tells a database that was restored from a backup. Runs on the writer's thread once the store is open. */
interface Mark extends AutoCloseable {
    /** How the database and the mark beside it go together, as of the last commit. */
    MarkState state();

    /**
     * The fault of a database whose counters may not be spent.
     *
     * @param store how it is called
     */
    StoreException refusal(String store);

    /** Within a transaction that passes over so many values more. */
    void enter(long more);

    /** After the commit of that transaction, before anyone hears of it. */
    void committed();

    /** The transaction under way takes this database for the newest there is. */
    void renew();

    /** The transaction is rolled back. */
    void forget();

    @Override
    void close();
}
