// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.otagateway.smpp.jsmpp.LinkFixture.link;
import static org.otagateway.smpp.jsmpp.LinkFixture.packet;
import static org.otagateway.smpp.jsmpp.LinkFixture.settings;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.link.LinkException;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;

/** Links to a peer that is not jsmpp, over a real connection; all of them are closed after the test. */
@Timeout(30)
abstract class SubmittingTest {
    static final Pace FAST = new Pace(5, 10_000);
    PeerServer server;
    final List<SmscLink> links = new ArrayList<>();
    final Seen seen = new Seen();

    @BeforeEach
    void listen() throws Exception {
        server = PeerServer.welcoming();
    }

    @AfterEach
    void closeAll() throws Exception {
        server.close();
        links.forEach(SmscLink::close);
    }

    SmscLink open(LinkSettings settings) throws LinkException {
        SmscLink link = link(settings);
        links.add(link);
        link.open(seen);
        return link;
    }

    SmscLink open(Pace pace) throws LinkException {
        return open(settings(server.port(), pace));
    }

    static Results submit(SmscLink link, List<Segment> packet) {
        Results results = new Results();
        link.submit(packet, results);
        return results;
    }
}
