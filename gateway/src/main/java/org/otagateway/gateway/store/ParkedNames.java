// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.store.WorkingSet.MessageName;

/** The messages for which a receipt may lie parked: all of them, and perhaps some whose receipts were taken since. */
final class ParkedNames {
    private static final int MOST = 4_096;

    private @Nullable Set<MessageName> names;
    private boolean many;

    /**
     * Whether a receipt may lie parked for the message.
     *
     * @param load reads up to so many of the messages for which one does
     */
    boolean mayHave(String link, String messageId, IntFunction<List<MessageName>> load) {
        if (many) {
            return true;
        }
        Set<MessageName> known = names;
        if (known == null) {
            known = new HashSet<>(load.apply(MOST + 1));
            names = known;
            many = known.size() > MOST;
        }
        return many || known.contains(new MessageName(link, messageId));
    }

    /** One was parked. */
    void added(String link, String messageId) {
        if (names != null) {
            names.add(new MessageName(link, messageId));
            many = names.size() > MOST;
        }
    }

    /** Nothing is known any more. */
    void clear() {
        names = null;
        many = false;
    }
}
