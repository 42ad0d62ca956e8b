// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes wait, and are written before anything could miss them. */
class PutsTest {
    private static final String CARD = "UPDATE card SET msisdn = ? WHERE id = ?";
    private static final String JOB =
            "INSERT INTO job (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = ?";

    private final List<String> written = new ArrayList<>();
    private final Puts puts = new Puts((sql, values) -> written.add((sql.equals(CARD) ? "card " : "job ") + values[0]));

    private void put(String sql, long card, long id, String value) {
        puts.put(sql, card, id, new Object[] {value});
    }

    @Test
    void ofSeveralChangesOfARowTheLastIsWrittenAlone() {
        put(CARD, 1, 1, "a");
        put(CARD, 1, 1, "b");
        put(CARD, 2, 2, "c");
        puts.write();
        assertThat(written).containsExactly("card b", "card c");
        puts.write();
        assertThat(written).hasSize(2);
    }

    @Test
    void aStatementWaitsForTheTablesThatItNames() {
        put(CARD, 1, 1, "a");
        put(JOB, 1, 1, "b");
        puts.before("SELECT id FROM card_key WHERE card_id = ?");
        assertThat(written).isEmpty();
        puts.before("SELECT c.id FROM delivery d JOIN card c ON c.id = d.card_id");
        assertThat(written).containsExactly("card a");
        puts.before("DELETE FROM job WHERE id = ?");
        assertThat(written).containsExactly("card a", "job b");
    }

    @Test
    void aStatementAboutACardWaitsForThatCardAlone() {
        put(CARD, 1, 1, "a");
        put(CARD, 2, 2, "b");
        put(CARD, 1, 3, "c");
        puts.before("SELECT id FROM card WHERE id = ?", 1);
        assertThat(written).containsExactly("card a", "card c");
        puts.before("SELECT id FROM card");
        assertThat(written).containsExactly("card a", "card c", "card b");
    }

    @Test
    void whatIsRolledBackIsNotWritten() {
        put(CARD, 1, 1, "a");
        puts.drop();
        puts.write();
        assertThat(written).isEmpty();
        put(CARD, 1, 1, "b");
        puts.write();
        assertThat(written).containsExactly("card b");
    }

    @Test
    void noMoreWaitThanMemoryBears() {
        for (int i = 0; i < 100_000; i++) {
            put(CARD, i, i, "a");
        }
        assertThat(written).hasSizeGreaterThan(90_000);
    }
}
