// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.link.SubmitResult;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.MessageState;

class LinkMetersTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LinkMeters link = new LinkMeters(meters, "smsc-a");

    private double count(String name, String tag, String value) {
        return meters.get(name).tag("link", "smsc-a").tag(tag, value).counter().count();
    }

    @Test
    void submitsAreCountedByTheirResultAndTheirAnswersTimed() {
        link.result(new SubmitResult.Accepted("1", "1"), 3_000_000);
        link.result(new SubmitResult.Refused(0x58, true), 5_000_000);
        link.result(new SubmitResult.Refused(0x45, false), 1_000_000);
        link.result(new SubmitResult.Unknown("no answer", true), 10_000_000_000L);
        link.result(new SubmitResult.Unknown("not bound", false), 0);
        for (String outcome : new String[] {"accepted", "refused-for-now", "refused", "unknown", "not-written"}) {
            assertThat(count("ota.link.submits", "outcome", outcome))
                    .as(outcome)
                    .isEqualTo(1);
        }
        assertThat(meters.get("ota.link.response").timer().count()).isEqualTo(3);
        assertThat(meters.get("ota.link.response").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(9);
    }

    @Test
    void receiptsAreCountedByStateAndTheirDelayIsThatOfTheSmsc() {
        LocalDateTime submitted = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
        link.receipt(receipt(MessageState.DELIVERED, false, submitted, submitted.plusMinutes(2)));
        link.receipt(receipt(MessageState.DELIVERED, true, submitted, submitted.plusMinutes(9)));
        assertThat(count("ota.link.receipts", "state", "delivered")).isEqualTo(1);
        assertThat(count("ota.link.receipts", "state", "enroute")).isEqualTo(1);
        assertThat(meters.get("ota.link.delivery").timer().totalTime(TimeUnit.MINUTES))
                .isEqualTo(2);
    }

    private static DeliveryReceipt receipt(
            MessageState state, boolean intermediate, LocalDateTime submitted, LocalDateTime done) {
        return new DeliveryReceipt("1", "1", state, intermediate, "", submitted, done, "1", "", Octets.EMPTY);
    }
}
