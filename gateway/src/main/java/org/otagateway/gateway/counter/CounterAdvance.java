// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.counter;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.store.CounterDomains.Page;
import org.otagateway.gateway.store.CounterFilter;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.Transaction;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;

/**
 * Moves counters on, so that no value is spent that a store before its restoring may have spent. One transaction a page; cut
 * short, the same call goes on where it stopped. Where all counters are meant, those of which nothing is known start above
 * as well, and the store counts as the newest there is once all is done.
 */
public final class CounterAdvance {
    static final int PAGE = 5_000;
    private static final String UNDER_WAY = "counters.advance";

    private final Store store;
    private final InstantSource clock;

    public CounterAdvance(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** How far a call has got, kept in the store: what is asked, the last row that was looked at, counters moved on. */
    private record Progress(String asked, long after, long changed) {
        static Progress parse(Octets octets) {
            String[] fields = new String(octets.toByteArray(), StandardCharsets.UTF_8).split("\n", -1);
            return new Progress(fields[0], Long.parseLong(fields[1]), Long.parseLong(fields[2]));
        }

        Octets form() {
            return Octets.copyOf((asked + "\n" + after + "\n" + changed).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Moves on the counters that are meant.
     *
     * @return how many were moved on, with those of a call that was cut short
     * @throws UserError where one of them would pass its end, or another call was cut short
     */
    public long run(Advance advance, CounterFilter filter) {
        String asked = asked(advance, filter);
        Progress progress = join(store.submit(tx -> begin(tx, asked, advance, filter)));
        while (true) {
            Progress from = progress;
            progress = join(store.submit(tx -> page(tx, from, advance, filter)));
            if (progress.after() == from.after()) {
                break;
            }
        }
        Progress done = progress;
        var unused = join(
                filter.equals(CounterFilter.ALL)
                        ? store.renewMark(tx -> end(tx, done, advance, true))
                        : store.submit(tx -> end(tx, done, advance, false)));
        return done.changed();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static String asked(Advance advance, CounterFilter filter) {
        String how = advance instanceof Advance.By by
                ? "--by " + by.values()
                : "--to " + ((Advance.To) advance).value().value();
        String profile = filter.profile() == null ? "" : " --profile " + filter.profile();
        return how + profile + (filter.cardId() == null ? "" : " --iccid (row " + filter.cardId() + ")");
    }

    private static Progress begin(Transaction tx, String asked, Advance advance, CounterFilter filter) {
        Octets found = tx.facts().find(UNDER_WAY);
        if (found != null) {
            Progress progress = Progress.parse(found);
            if (!progress.asked().equals(asked)) {
                throw new UserError("counters advance: expected '" + progress.asked()
                        + "' once more, since it was cut short, got '" + asked + "'");
            }
            return progress;
        }
        requireRoom(tx, advance, filter);
        Progress fresh = new Progress(asked, 0, 0);
        tx.facts().put(UNDER_WAY, fresh.form());
        return fresh;
    }

    private static void requireRoom(Transaction tx, Advance advance, CounterFilter filter) {
        if (!(advance instanceof Advance.By by)) {
            return;
        }
        CounterDomain highest = tx.counterDomains().highest(filter);
        Counter spent = highest == null ? Counter.ZERO : highest.spent();
        if (highest != null && spent.value() + by.values() > Advance.LAST.value()) {
            var card = tx.cards().find(highest.cardId());
            throw new UserError("--by: expected at most " + Math.max(Advance.LAST.value() - spent.value(), 0)
                    + ", since the counter of card " + (card == null ? "" : card.iccid()) + ", key version "
                    + highest.keyVersion() + ", stands at " + spent.value() + ", got " + by.values());
        }
    }

    private static Progress page(Transaction tx, Progress from, Advance advance, CounterFilter filter) {
        Page page = advance instanceof Advance.By by
                ? tx.counterDomains().advanceBy(from.after(), PAGE, filter, by.values())
                : tx.counterDomains().advanceTo(from.after(), PAGE, filter, ((Advance.To) advance).value());
        if (page.last() == 0) {
            return from;
        }
        Progress to = new Progress(from.asked(), page.last(), from.changed() + page.changed());
        tx.facts().put(UNDER_WAY, to.form());
        return to;
    }

    private Progress end(Transaction tx, Progress done, Advance advance, boolean all) {
        if (all) {
            tx.counterDomains().raiseFloor(floor(tx, advance));
        }
        tx.facts().remove(UNDER_WAY);
        tx.events()
                .append(
                        clock.instant(),
                        null,
                        null,
                        "counters",
                        done.changed() + " counters were moved on: " + done.asked());
        return done;
    }

    /** Cards that the lost store took in since were in use as well. */
    private static Counter floor(Transaction tx, Advance advance) {
        if (advance instanceof Advance.To to) {
            return to.value();
        }
        long raised = tx.counterDomains().floor().value() + ((Advance.By) advance).values();
        return new Counter(Math.min(raised, Advance.LAST.value()));
    }
}
