// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.otagateway.smpp.smsc.SmscRig.ACKNOWLEDGES;
import static org.otagateway.smpp.smsc.SmscRig.ANSWERS;
import static org.otagateway.smpp.smsc.SmscRig.NO_WAIT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.smsc.JournalEvent.Delivered;
import org.otagateway.smpp.smsc.JournalEvent.Dropped;
import org.otagateway.smpp.smsc.JournalEvent.MobileOriginated;
import org.otagateway.smpp.smsc.JournalEvent.Reason;
import org.otagateway.smpp.smsc.JournalEvent.Submitted;

/** One seed, one story. */
final class SmscSeedTest {
    @Test
    void oneSeedGivesOneStory() throws Exception {
        assertThat(story(false)).isEqualTo(story(false));
    }

    @Test
    void whatCardsSendLeavesTheFatesOfMessagesAlone() throws Exception {
        assertThat(story(true)).isEqualTo(story(false));
    }

    /** What became of each of 200 messages, by the number of its submit. */
    private static Map<Integer, List<String>> story(boolean cardsTalk) throws IOException, InterruptedException {
        SmscFaults faults = NO_WAIT.withLossReceipt(LossReceipt.NONE)
                .with(Fault.LOSE_SUBMITTED, 0.2)
                .with(Fault.REFUSE_TEMPORARILY, 0.1)
                .with(Fault.DUPLICATE_DELIVERY, 0.2)
                .with(Fault.LOSE_MOBILE_ORIGINATED, 0.3);
        try (SmscRig rig = SmscRig.running(SmscRig.SETTINGS, faults, cardsTalk ? ANSWERS : ACKNOWLEDGES);
                RawEsme esme = rig.esme()) {
            for (int i = 1; i <= 200; i++) {
                esme.send(new SubmitSm(i, RawEsme.fields("49170" + (100 + i)).withRegisteredDelivery(0)));
            }
            esme.send(new EnquireLink(201));
            @Nullable Object next = esme.poll(10_000);
            while (next != null && !(next instanceof EnquireLinkResp)) {
                next = esme.poll(10_000);
            }
            // The ESME acknowledges nothing: what cards sent stays under way.
            await().until(() -> rig.smsc.counts().waiting()
                    == rig.events(MobileOriginated.class).size());
            Map<Integer, List<String>> story = new TreeMap<>();
            for (JournalEvent event : rig.journal) {
                boolean ofTheNetwork = event instanceof Submitted
                        || event instanceof Delivered
                        || (event instanceof Dropped dropped && dropped.reason() == Reason.LOST_SUBMITTED);
                if (ofTheNetwork) {
                    story.computeIfAbsent(Integer.parseInt(event.msisdn().substring(5)), key -> new ArrayList<>())
                            .add(event.getClass().getSimpleName());
                }
            }
            story.values().forEach(list -> list.sort(null));
            assertThat(story).hasSize(200);
            return story;
        }
    }
}
