// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.counter;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.store.ReadView;
import org.otagateway.gateway.store.Store;
import org.otagateway.packet.keys.Counter;

/** Counters of the store as they are told: by the API, and by a command. */
public final class CounterPage {
    private CounterPage() {}

    /**
     * A page of counters.
     *
     * @param margin only those with fewer values left than this, 0 to 2^39; 0: all
     * @param after what the last page said as {@code next}, at first 0
     * @param limit 1 or more
     */
    public static ObjectNode of(Store store, long margin, long after, int limit) {
        return store.read(view -> {
            List<CounterDomain> domains = margin == 0
                    ? view.counterDomains().page(after, limit)
                    : view.counterDomains().pageNearEnd(margin, after, limit);
            ObjectNode page = JsonNodeFactory.instance.objectNode();
            ArrayNode list = page.putArray("counters");
            domains.forEach(domain -> list.add(told(view, domain)));
            if (domains.size() == limit) {
                page.put("next", domains.get(limit - 1).id());
            } else {
                page.putNull("next");
            }
            return page;
        });
    }

    private static ObjectNode told(ReadView view, CounterDomain domain) {
        Card card = view.cards().find(domain.cardId());
        Counter placed = domain.placed();
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("iccid", card == null ? "" : card.iccid());
        object.put("profile", card == null ? "" : card.profile());
        object.put("security_domain", domain.securityDomain());
        object.put("key_version", domain.keyVersion());
        object.put("tar", domain.tar());
        object.put("spent", domain.spent().value());
        object.put("placed", placed == null ? null : placed.value());
        object.put("left", domain.left());
        return object;
    }
}
