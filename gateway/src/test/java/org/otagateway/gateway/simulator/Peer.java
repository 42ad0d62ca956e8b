// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.RamCommand;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.CompactScript;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponsePacket;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;
import org.otagateway.packet.sms.PacketKind;
import org.otagateway.packet.sms.ReferenceWidth;
import org.otagateway.packet.sms.Segmenter;

/** A card and what a gateway knows of it. */
final class Peer {
    final TestCards cards;
    final KeySet keys;
    final Tar tar;
    long counter;

    Peer(TestCards cards, KeySet keys, Tar tar) {
        this.cards = cards;
        this.keys = keys;
        this.tar = tar;
    }

    CommandHeader header() {
        int coding = keys.version() << 4 | 2;
        return CommandHeader.of(Spi.hex("1639"), new Kic(coding), new Kid(coding), tar);
    }

    ResponsePacket send(Octets script) {
        KeySets sets = KeySets.of(keys);
        Octets packet = new CommandCodec().seal(header(), new Counter(++counter), script, sets);
        UiccAnswer answer = UiccAnswer.NOTHING;
        List<Octets> parts =
                Segmenter.segment(PacketKind.COMMAND, packet, ReferenceWidth.EIGHT_BITS, (int) (counter % 255) + 1);
        for (Octets part : parts) {
            answer = cards.receive(part);
        }
        assertThat(answer.submits()).as("a PoR by SMS-SUBMIT").isNotEmpty();
        List<Octets> packetParts = new ArrayList<>();
        for (Octets submit : answer.submits()) {
            packetParts.add(submit.from(1 + submit.get(0)));
        }
        return new ResponseCodec()
                .open(Octets.concat(packetParts.toArray(Octets[]::new)), header().responseSecurity(), sets)
                .success()
                .orElseThrow();
    }

    CompactResponse run(RamCommand... commands) {
        List<CommandApdu> apdus = new ArrayList<>();
        for (RamCommand command : commands) {
            apdus.add(command.command());
        }
        ResponsePacket response = send(new CompactScript(apdus).encode());
        assertThat(response.status().code()).isZero();
        assertThat(response.verified()).isTrue();
        return CompactResponse.decode(response.data()).success().orElseThrow();
    }

    String word(RamCommand... commands) {
        return run(commands).lastStatusWord().toHex();
    }

    /** The status of an error that comes back in the DELIVER-REPORT without security. */
    int refusal(RamCommand command) {
        Octets packet = new CommandCodec()
                .seal(
                        header(),
                        new Counter(++counter),
                        new CompactScript(List.of(command.command())).encode(),
                        KeySets.of(keys));
        Octets report =
                cards.receive(Octets.concat(Octets.hex("027000"), packet)).report();
        return report.get(report.length() - 1);
    }
}
