// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.otagateway.smpp.jsmpp.LinkFixture.NOW;
import static org.otagateway.smpp.jsmpp.LinkFixture.link;
import static org.otagateway.smpp.jsmpp.LinkFixture.packet;
import static org.otagateway.smpp.jsmpp.LinkFixture.settings;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.jsmpp.PeerServer.Peer;
import org.otagateway.smpp.jsmpp.Seen.Results;
import org.otagateway.smpp.jsmpp.Seen.Results.Result;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.LinkState;
import org.otagateway.smpp.link.MessageIdForm;
import org.otagateway.smpp.link.ProofOfReceiptWay;
import org.otagateway.smpp.link.Quirks;
import org.otagateway.smpp.link.Segment;
import org.otagateway.smpp.link.SmscLink;
import org.otagateway.smpp.link.SubmitFields;
import org.otagateway.smpp.link.SubmitResult.Accepted;
import org.otagateway.smpp.link.SubmitResult.Refused;
import org.otagateway.smpp.link.SubmitResult.Unknown;
import org.otagateway.smpp.pdu.GenericNack;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;

/** What a submit carries and what its answers mean, over a real connection to a peer that is not jsmpp. */
class SubmitTest extends SubmittingTest {
    @Test
    void submitCarriesTheFieldsOfTheLinkAndAnAbsoluteValidity() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        submit(link, packet("436641234567", 1));
        SubmitSm submit = peer.next(SubmitSm.class);
        MessageFields fields = submit.message();
        assertThat(fields.esmClass()).isEqualTo(0x40);
        assertThat(fields.protocolId()).isEqualTo(0x7F);
        assertThat(fields.dataCoding()).isEqualTo(0xF6);
        assertThat(fields.registeredDelivery()).isEqualTo(1);
        assertThat(fields.source().digits()).isEqualTo("12345");
        assertThat(fields.destination().digits()).isEqualTo("436641234567");
        assertThat(fields.destination().ton()).isEqualTo(1);
        assertThat(fields.validityPeriod()).isEqualTo("261124080000400+");
        assertThat(fields.scheduleDeliveryTime()).isEmpty();
        assertThat(fields.shortMessage()).isEqualTo(Octets.hex("0270000000"));
        assertThat(fields.tlvs()).isEmpty();
    }

    @Test
    void userDataGoesInMessagePayloadWhereTheLinkSaysSo() throws Exception {
        SubmitFields payload = new SubmitFields("", 0x40, 0x7F, 0x16, 1, true, SubmitFields.Validity.ABSOLUTE);
        SmscLink link = open(settings(server.port(), FAST).with(payload));
        Peer peer = server.next();
        submit(link, packet("436641234567", 1));
        MessageFields fields = peer.next(SubmitSm.class).message();
        assertThat(fields.shortMessage()).isEqualTo(Octets.EMPTY);
        assertThat(Tlv.find(fields.tlvs(), Tlv.MESSAGE_PAYLOAD)).contains(Octets.hex("0270000000"));
        assertThat(fields.dataCoding()).isEqualTo(0x16);
    }

    @Test
    void relativeValidityIsShorterByTheTimeThatASubmitMayTake() throws Exception {
        SubmitFields relative = SubmitFields.DATA_DOWNLOAD.with(SubmitFields.Validity.RELATIVE);
        LinkSettings settings = settings(server.port(), FAST).with(relative);
        SmscLink link = open(settings);
        Peer peer = server.next();
        Duration response = settings.timers().response();
        Results tooShort = submit(link, valid(response.plusMillis(999)));
        assertThat(((Unknown) Seen.next(tooShort.results).what()).written()).isFalse();
        submit(link, valid(response.plusSeconds(3723)));
        assertThat(peer.next(SubmitSm.class).message().validityPeriod()).isEqualTo("000000010203000R");
    }

    private static List<Segment> valid(Duration longest) {
        return List.of(new Segment(Address.international("436641234567"), Octets.of(1), NOW.plus(longest)));
    }

    @Test
    void answersInAnyOrderReachTheirSegments() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 3));
        List<SubmitSm> submits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            submits.add(peer.next(SubmitSm.class));
        }
        peer.send(SubmitSmResp.accepted(submits.get(2).sequence(), "id-2"));
        peer.send(SubmitSmResp.refused(0x0B, submits.get(0).sequence()));
        peer.send(SubmitSmResp.accepted(submits.get(1).sequence(), "id-1"));
        assertThat(Seen.next(results.results)).isEqualTo(new Result(2, new Accepted("id-2", "id-2")));
        assertThat(Seen.next(results.results)).isEqualTo(new Result(0, new Refused(0x0B, false)));
        assertThat(Seen.next(results.results)).isEqualTo(new Result(1, new Accepted("id-1", "id-1")));
    }

    @Test
    void messageIdIsBroughtIntoTheFormThatReceiptsAreComparedIn() throws Exception {
        Quirks quirks = new Quirks(MessageIdForm.HEXADECIMAL, MessageIdForm.DECIMAL, ProofOfReceiptWay.SUBMIT, 0);
        SmscLink link = open(settings(server.port(), FAST).with(quirks));
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 1));
        peer.send(SubmitSmResp.accepted(peer.next(SubmitSm.class).sequence(), "00FF"));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("255", "00FF"));
    }

    @Test
    void genericNackIsARefusal() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 1));
        peer.send(new GenericNack(0x03, peer.next(SubmitSm.class).sequence()));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Refused(0x03, false));
    }

    @Test
    void answerWithAnIdThatCannotBeReadIsStillAnAcceptance() throws Exception {
        SmscLink link = open(FAST);
        Peer peer = server.next();
        Results results = submit(link, packet("436641234567", 2));
        String id = "x".repeat(80);
        peer.send(new OtherPdu(
                0x80000004,
                0,
                peer.next(SubmitSm.class).sequence(),
                Octets.copyOf((id + "\0").getBytes(StandardCharsets.US_ASCII))));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("", ""));
        assertThat(Seen.next(seen.unreadable).what().why()).contains("message_id");
        peer.send(new OtherPdu(0x80000004, 0, peer.next(SubmitSm.class).sequence(), Octets.EMPTY));
        assertThat(Seen.next(results.results).what()).isEqualTo(new Accepted("", ""));
        assertThat(link.state()).isEqualTo(LinkState.BOUND);
    }
}
