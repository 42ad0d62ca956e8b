// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;

class WaitingTest {
    private final Waiting waiting = new Waiting();

    private record Listener(boolean isUrgent) implements SubmitListener {
        @Override
        public void result(int index, SubmitResult result) {}
    }

    private void add(String number, int segments, boolean urgent) {
        for (int i = 0; i < segments; i++) {
            Segment segment =
                    new Segment(Address.international(number), Octets.of(i), Instant.parse("2026-01-01T00:00:00Z"));
            waiting.add(new Pending(segment, i, new Listener(urgent), LinkMetrics.NONE));
        }
    }

    private List<String> take(int segments) {
        List<String> numbers = new ArrayList<>();
        waiting.take(segments)
                .segments()
                .forEach(pending -> numbers.add(pending.segment().destination().number()));
        return numbers;
    }

    @Test
    void whatIsUrgentGoesBeforeWhatWaits() {
        add("491", 1, false);
        add("492", 1, false);
        add("493", 2, true);
        add("494", 1, true);

        assertThat(waiting.size()).isEqualTo(5);
        assertThat(take(5)).containsExactly("493", "493", "494", "491", "492");
        assertThat(waiting.hasSegments()).isFalse();
    }

    @Test
    void noPacketGoesBetweenTheSegmentsOfAnother() {
        add("491", 3, false);
        assertThat(take(1)).containsExactly("491");
        add("492", 2, true);
        assertThat(take(3)).containsExactly("491", "491", "492");
        add("493", 1, false);
        assertThat(take(2)).containsExactly("492", "493");
    }

    @Test
    void whatIsDroppedIsTornWhereSomeOfItsPacketIsWritten() {
        add("491", 2, false);
        assertThat(take(1)).containsExactly("491");
        add("492", 2, true);
        add("493", 1, false);

        Waiting.Unwritten dropped = waiting.clear();

        assertThat(dropped.torn()).hasSize(1);
        assertThat(dropped.whole()).hasSize(3);
        assertThat(waiting.size()).isZero();
    }
}
