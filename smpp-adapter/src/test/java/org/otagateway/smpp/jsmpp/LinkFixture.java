// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Credentials;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.LinkMetrics;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.Timers;

/** Settings, segments and links for tests. */
final class LinkFixture {
    static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    static final Instant VALID_UNTIL = Instant.parse("2026-11-24T08:00:00.4Z");

    /** Long enough never to matter. */
    static final Duration LONG = Duration.ofSeconds(30);

    /** Comes back fast; no response time-out within a test, unless it asks for one. */
    static final Timers PATIENT = timers(LONG, LONG);

    private LinkFixture() {}

    static Timers timers(Duration response, Duration enquireLink) {
        return new Timers(
                Duration.ofSeconds(5),
                response,
                LONG.compareTo(response) > 0 ? LONG : response,
                enquireLink,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofMillis(400));
    }

    static LinkSettings settings(int port, Pace pace) {
        return LinkSettings.of(
                        "smsc-a", new Endpoint("127.0.0.1", port), Credentials.of("ota", "secret"), "12345", pace)
                .with(PATIENT);
    }

    static SmscLink link(LinkSettings settings) {
        return SmscLinks.create(settings, InstantSource.fixed(NOW), new SplittableRandom(1), LinkMetrics.NONE);
    }

    static Segment segment(String destination, int value) {
        return new Segment(
                Address.international(destination), Octets.of(0x02, 0x70, 0x00, value >> 8, value & 0xFF), VALID_UNTIL);
    }

    static List<Segment> packet(String destination, int count) {
        List<Segment> packet = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packet.add(segment(destination, i));
        }
        return packet;
    }
}
