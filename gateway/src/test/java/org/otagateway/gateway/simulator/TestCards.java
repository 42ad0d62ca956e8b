// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.otagateway.gateway.simulator.CardApplication.Format;
import org.otagateway.gateway.simulator.CardBehaviour.CounterDomain;
import org.otagateway.gateway.simulator.CardBehaviour.ReplayAnswer;
import org.otagateway.gateway.simulator.CardBehaviour.ResponsePadding;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.Opened;
import org.otagateway.packet.secured.ResponseCodec;
import org.otagateway.packet.secured.ResponsePacket;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** A card with one AES key set, version 1, and the sender's side of it. */
final class TestCards {
    static final String ICCID = "8988211000000000017";
    static final String SENDER = "12345";
    static final String KIC = "00112233445566778899aabbccddeeff";
    static final String KIK = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    static final String KID = "ffeeddccbbaa99887766554433221100";

    final List<CardEvent> events = new ArrayList<>();
    final UiccState card;
    final SoftwareUicc system;
    boolean powerCut;
    boolean reset;

    TestCards(CardBehaviour behaviour, MinimumSecurity minimum) {
        this(CardProfile.generic(behaviour, minimum), card(0));
    }

    TestCards(CardProfile profile, UiccState card) {
        this.card = card;
        system = new SoftwareUicc(profile, () -> Instant.EPOCH, events::add);
    }

    static TestCards standard() {
        return new TestCards(CardBehaviour.STANDARD, MinimumSecurity.NONE);
    }

    static CardBehaviour behaviour(ReplayAnswer replay, CounterDomain domain) {
        return new CardBehaviour(replay, ResponsePadding.ZEROS, domain, false, true, 140, false);
    }

    /** The generic profile with its TAR B00011 alone, of one format. */
    static CardProfile profile(FileTree tree, DedicatedFile start, CardBehaviour behaviour, Format format) {
        Set<Access> all = Set.of(Access.PIN1, Access.PIN2, Access.ADM);
        return new CardProfile(
                tree,
                List.of(new CardApplication(Tar.hex("b00011"), start, format, MinimumSecurity.NONE, all)),
                behaviour);
    }

    static UiccState card(long counter) {
        PackedKeys.Builder keys = new PackedKeys.Builder();
        keys.version(1);
        keys.key(KeyType.AES, HexFormat.of().parseHex(KIC));
        keys.key(KeyType.AES, HexFormat.of().parseHex(KID));
        keys.key(KeyType.AES, HexFormat.of().parseHex(KIK));
        UiccState card = new UiccState(ICCID, "001010123456789", "46700000001", keys.build());
        if (counter > 0) {
            card.storeCounter(domain(), new Counter(counter));
        }
        return card;
    }

    static int domain() {
        return SoftwareUicc.domain(0, 1);
    }

    long counter() {
        return card.counter(domain()).value();
    }

    static CommandHeader header(String spi, String tar) {
        return CommandHeader.of(Spi.hex(spi), new Kic(0x12), new Kid(0x12), Tar.hex(tar));
    }

    KeySets keys() {
        return card.keys();
    }

    Octets packet(CommandHeader header, long counter, String script) {
        return new CommandCodec().seal(header, new Counter(counter), Octets.hex(script), keys());
    }

    /** Sends a packet in one short message. */
    UiccAnswer send(CommandHeader header, long counter, String script) {
        return receive(Octets.concat(Octets.hex("027000"), packet(header, counter, script)));
    }

    UiccAnswer receive(Octets userData) {
        return system.receive(card, SENDER, userData, new PowerSupply() {
            @Override
            public boolean failsBeforeTheScript() {
                return powerCut;
            }

            @Override
            public boolean failsAfterTheAnswer() {
                return reset;
            }
        });
    }

    /** What the DELIVER-REPORT says. */
    ResponsePacket report(CommandHeader header, UiccAnswer answer) {
        return open(header, answer.report());
    }

    ResponsePacket open(CommandHeader header, Octets userData) {
        Opened<ResponsePacket> opened = new ResponseCodec().open(userData.from(3), header.responseSecurity(), keys());
        return opened.success().orElseThrow(() -> new AssertionError(opened.failure()));
    }

    <T extends CardEvent> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
