// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.store.Transaction.Passed;
import org.otagateway.packet.keys.Counter;

/** Reads and writes counter domains. */
public final class CounterDomains extends CounterDomainQueries {
    private final Ids ids;
    private final Passed passed;
    private final WorkingSet kept;
    private long floor = -1;

    CounterDomains(Sql sql, Ids ids, Passed passed, WorkingSet kept) {
        super(sql);
        this.ids = ids;
        this.passed = passed;
        this.kept = kept;
    }

    @Override
    public @Nullable CounterDomain find(long id) {
        CounterDomain known = kept.counterDomains().find(id);
        return known == null ? super.find(id) : known;
    }

    @Override
    public @Nullable CounterDomain find(long cardId, String securityDomain, int keyVersion, String tar) {
        List<CounterDomain> ofCard = kept.counterDomains().of(cardId, this::few);
        if (ofCard == null) {
            return super.find(cardId, securityDomain, keyVersion, tar);
        }
        for (CounterDomain domain : ofCard) {
            if (domain.keyVersion() == keyVersion
                    && domain.securityDomain().equals(securityDomain)
                    && domain.tar().equals(tar)) {
                return domain;
            }
        }
        return null;
    }

    /** Another gateway may have moved it. */
    void forgetFloor() {
        floor = -1;
    }

    /** Where a counter starts of which nothing is known. */
    public Counter floor() {
        if (floor < 0) {
            floor = sql.number("SELECT max(floor) FROM store_mark");
        }
        return new Counter(floor);
    }

    /** Counters of which nothing is known start above {@code value} from now on; never lower than before. */
    public void raiseFloor(Counter value) {
        sql.update("UPDATE store_mark SET floor = ? WHERE floor < ?", value.value(), value.value());
        floor = -1;
    }

    /**
     * The domain, made where it is missing. A domain of one TAR starts with what is known of its key version: what was
     * spent there, and the place that the operator told.
     */
    public CounterDomain findOrCreate(long cardId, String securityDomain, int keyVersion, String tar) {
        CounterDomain domain = find(cardId, securityDomain, keyVersion, tar);
        if (domain != null) {
            return domain;
        }
        CounterDomain fresh = fresh(cardId, securityDomain, keyVersion, tar);
        if (!tar.isEmpty()) {
            fresh = startingFrom(findOrCreate(cardId, securityDomain, keyVersion, ""), fresh);
        }
        insert(fresh);
        return fresh;
    }

    /** Makes the source of a key version, which is not there yet. */
    public void insert(long cardId, String securityDomain, int keyVersion) {
        insert(fresh(cardId, securityDomain, keyVersion, ""));
    }

    /** Makes the source of a key version, which is not there yet, where the operator says that it stands. */
    public void insertTold(long cardId, String securityDomain, int keyVersion, Counter counter) {
        insert(fresh(cardId, securityDomain, keyVersion, "").told(counter));
        passed.add(1);
    }

    private CounterDomain fresh(long cardId, String securityDomain, int keyVersion, String tar) {
        CounterDomain untouched =
                CounterDomain.untouched(ids.next("counter_domain"), cardId, securityDomain, keyVersion, tar);
        return floor().value() == 0 ? untouched : untouched.spend(floor());
    }

    /**
     * Spends a value, a higher one than before.
     *
     * @return the domain as it is now
     */
    public CounterDomain spend(CounterDomain domain, Counter value) {
        return spent(domain, domain.spend(value));
    }

    /** The same by a leap to where the card may be. */
    public CounterDomain leap(CounterDomain domain, Counter value) {
        return spent(domain, domain.leap(value));
    }

    private CounterDomain spent(CounterDomain domain, CounterDomain spent) {
        Counter value = spent.spent();
        update(spent);
        passed.add(value.value() - domain.spent().value());
        return spent;
    }

    /** Takes the operator's word for where a counter stands; true where it changed what is known. */
    public boolean tell(CounterDomain domain, Counter counter) {
        CounterDomain told = domain.told(counter);
        if (told.equals(domain)) {
            return false;
        }
        update(told);
        passed.add(1);
        return true;
    }

    private static CounterDomain startingFrom(CounterDomain source, CounterDomain fresh) {
        Counter placed = source.placed();
        CounterDomain placedToo = placed == null ? fresh : fresh.told(placed);
        return source.spent().compareTo(placedToo.spent()) > 0 ? placedToo.spend(source.spent()) : placedToo;
    }

    /**
     * The counters of one page.
     *
     * @param last the row of its last one; 0: there was none left
     * @param changed those of them that were moved on
     */
    public record Page(long last, int changed) {}

    /** Moves a page of counters on by so many values: those after row {@code after} that are meant. */
    public Page advanceBy(long after, int limit, CounterFilter filter, long values) {
        return advance(after, limit, filter, "spent + ?", "", values);
    }

    /** Moves a page of counters on to a value, where they are below. */
    public Page advanceTo(long after, int limit, CounterFilter filter, Counter value) {
        return advance(after, limit, filter, "?", " AND spent < " + value.value(), value.value());
    }

    private Page advance(long after, int limit, CounterFilter filter, String spent, String below, long value) {
        long last = sql.number(
                "SELECT max(id) FROM (SELECT id FROM counter_domain WHERE id > ? ORDER BY id LIMIT ?) p", after, limit);
        if (last == 0) {
            return new Page(0, 0);
        }
        List<@Nullable Object> values = new ArrayList<>(List.of(value, after, last));
        values.addAll(Arrays.asList(meant(filter)));
        int changed = sql.update(
                "UPDATE counter_domain SET spent = " + spent + " WHERE id > ? AND id <= ? AND " + MEANT + below,
                values.toArray());
        return new Page(last, changed);
    }

    private void insert(CounterDomain domain) {
        kept.counterDomains().added(domain);
        sql.appendTold(
                "INSERT INTO counter_domain (id, card_id, security_domain, key_version, tar, spent, placed, placed_by,"
                        + " behind, resolved)",
                domain.id(),
                domain.cardId(),
                domain.securityDomain(),
                domain.keyVersion(),
                domain.tar(),
                domain.spent().value(),
                value(domain),
                domain.placedBy().code(),
                domain.behind(),
                domain.resolved().value());
    }

    /** Writes what may change of a domain: all but what names it. Values are spent by {@link #spend} alone. */
    public void update(CounterDomain domain) {
        kept.counterDomains().changed(domain.id(), kept -> kept.id() == domain.id() ? domain : kept);
        sql.put(
                domain.cardId(),
                domain.id(),
                "UPDATE counter_domain SET spent = ?, placed = ?, placed_by = ?, behind = ?, resolved = ?,"
                        + " jumps = ?, jumped = ? WHERE id = ?",
                domain.spent().value(),
                value(domain),
                domain.placedBy().code(),
                domain.behind(),
                domain.resolved().value(),
                domain.leaps().since(),
                domain.leaps().passed(),
                domain.id());
    }

    private static @Nullable Long value(CounterDomain domain) {
        Counter placed = domain.placed();
        return placed == null ? null : placed.value();
    }
}
