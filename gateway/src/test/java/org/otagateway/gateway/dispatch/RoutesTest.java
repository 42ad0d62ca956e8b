// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.config.RouteRule;
import org.otagateway.gateway.delivery.Outgoing;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.LinkListener;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.LinkStatus;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitListener;

class RoutesTest {
    /** A link whose state the test sets. */
    private static final class Switched implements SmscLink {
        private final String name;
        private LinkState state = LinkState.BOUND;
        private int room = 10;

        Switched(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void open(LinkListener listener) {}

        @Override
        public void openLater(LinkListener listener) {}

        @Override
        public void submit(List<Segment> packet, SubmitListener results) {}

        @Override
        public int headroom() {
            return room;
        }

        @Override
        public LinkState state() {
            return state;
        }

        @Override
        public LinkStatus status() {
            return new LinkStatus(1, 1, 0, 0, 100);
        }

        @Override
        public void close() {}
    }

    private final Switched a = new Switched("a");
    private final Switched b = new Switched("b");
    private final Switched c = new Switched("c");

    private Routes routes(RouteRule... rules) {
        Addressing addressing = Addressing.of("12345");
        return new Routes(
                List.of(new Route(a, addressing), new Route(b, addressing), new Route(c, addressing)), List.of(rules));
    }

    private static String choose(Routes routes, String msisdn, String profile, String job) {
        return routes.choose(new Outgoing(
                        1, 1, 1, 1, job, profile, msisdn, List.of(1), List.of(Octets.of(0)), false, Instant.EPOCH))
                .link()
                .name();
    }

    private static String choose(Routes routes, String msisdn) {
        return choose(routes, msisdn, "generic", "job");
    }

    @Test
    void withoutRulesTheFirstBoundLinkTakesAllAndTheNextStandsInUntilItReturns() {
        Routes routes = routes();
        assertThat(choose(routes, "43664")).isEqualTo("a");
        assertThat(routes.room()).isEqualTo(10);
        a.state = LinkState.WAITING;
        assertThat(choose(routes, "43664")).isEqualTo("b");
        a.state = LinkState.BOUND;
        assertThat(choose(routes, "43664")).isEqualTo("a");
    }

    @Test
    void firstRuleThatFitsInAllItSaysCounts() {
        Routes routes = routes(
                new RouteRule("43664", "usim", "", List.of("c"), RouteRule.Order.IN_ORDER),
                new RouteRule("43664", "", "", List.of("b", "a"), RouteRule.Order.IN_ORDER),
                new RouteRule("", "", "night", List.of("c"), RouteRule.Order.IN_ORDER));
        assertThat(choose(routes, "436641", "usim", "job")).isEqualTo("c");
        assertThat(choose(routes, "436641", "other", "job")).isEqualTo("b");
        assertThat(choose(routes, "4917", "other", "night")).isEqualTo("c");
        assertThat(choose(routes, "4917", "other", "job")).isEqualTo("a");
        b.state = LinkState.WAITING;
        assertThat(choose(routes, "436641", "other", "job")).isEqualTo("a");
    }

    @Test
    void cardWhoseLinksAreAllDownWaitsForItsOwn() {
        Routes routes = routes(new RouteRule("43664", "", "", List.of("c"), RouteRule.Order.IN_ORDER));
        c.state = LinkState.WAITING;
        assertThat(choose(routes, "436641")).isEqualTo("c");
        assertThat(routes.bound()).isTrue();
    }

    @Test
    void inTurnCardsAreSpreadAndEachKeepsToItsLinkWhileThatIsBound() {
        Routes routes = routes(new RouteRule("", "", "", List.of("a", "b", "c"), RouteRule.Order.IN_TURN));
        Map<String, String> before = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (int card = 0; card < 3000; card++) {
            String link = choose(routes, "43664" + card);
            before.put("43664" + card, link);
            counts.merge(link, 1, Integer::sum);
        }
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(700, 1300));
        b.state = LinkState.WAITING;
        before.forEach((card, link) -> {
            if (link.equals("b")) {
                assertThat(choose(routes, card)).isNotEqualTo("b");
            } else {
                assertThat(choose(routes, card)).isEqualTo(link);
            }
        });
        b.state = LinkState.BOUND;
        before.forEach((card, link) -> assertThat(choose(routes, card)).isEqualTo(link));
        assertThat(routes.room()).isEqualTo(30);
        a.room = 0;
        assertThat(routes.room()).as("a is full, the others are not").isEqualTo(20);
    }

    @Test
    void ruleWithoutALinkThatIsThereIsRefused() {
        assertThatThrownBy(() -> routes(new RouteRule("", "", "", List.of("x"), RouteRule.Order.IN_ORDER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("links: expected the name of a link, got x");
    }
}
