// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.gateway.simulator.CardBehaviour.CounterDomain;
import org.otagateway.gateway.simulator.ram.RamProfile;
import org.otagateway.gateway.simulator.ram.RamProfile.NamedDomain;
import org.otagateway.gateway.simulator.ram.SampleCap;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.CapFile;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.KeyInformation;
import org.otagateway.packet.globalplatform.LoadCommand;
import org.otagateway.packet.globalplatform.LoadFile;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.globalplatform.StatusEntry;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.script.CompactResponse;
import org.otagateway.packet.script.ExpandedResponse;
import org.otagateway.packet.script.ExpandedScript;
import org.otagateway.packet.script.TemplateLength;
import org.otagateway.packet.secured.CommandCodec;
import org.otagateway.packet.secured.ResponsePacket;
import org.otagateway.packet.secured.Tar;

/** Remote applet management as a gateway meets it: packets in short messages, one after another. */
class RemoteManagementTest {
    private static final Key KIK = Key.hex(KeyType.AES, TestCards.KIK);
    private static final Tar ISSUER = Tar.hex("000000");
    private static final Tar BANK = Tar.hex("010203");
    private static final KeySet OLD =
            new KeySet(1, Key.hex(KeyType.AES, TestCards.KIC), Key.hex(KeyType.AES, TestCards.KID), KIK);
    private static final KeySet NEW = new KeySet(
            2,
            Key.hex(KeyType.AES, "aa112233445566778899aabbccddeeff"),
            Key.hex(KeyType.AES, "bb112233445566778899aabbccddeeff"),
            Key.hex(KeyType.AES, "cc112233445566778899aabbccddeeff"));

    private static InstallCommand.ForLoad forLoad() {
        return new InstallCommand.ForLoad(SampleCap.PACKAGE, null, Octets.EMPTY, Octets.EMPTY, Octets.EMPTY);
    }

    private static InstallCommand.ForInstall forInstall() {
        return new InstallCommand.ForInstall(
                SampleCap.PACKAGE,
                SampleCap.APPLET,
                SampleCap.INSTANCE,
                true,
                Privileges.NONE,
                InstallParameters.NONE.encode(),
                Octets.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {90, 230})
    void anAppletOf9KilobytesIsLoadedPacketByPacketInstalledAndDeleted(int blockLength) {
        TestCards cards = TestCards.standard();
        Peer peer = new Peer(cards, OLD, ISSUER);
        CapFile cap = SampleCap.of(9000);
        assertThat(cap.code().length()).isGreaterThan(8192);
        assertThat(peer.word(forLoad())).isEqualTo("9000");
        for (LoadCommand block : new LoadFile(List.of(), cap.code()).commands(blockLength)) {
            assertThat(peer.word(block)).isEqualTo("9000");
        }
        assertThat(peer.word(forInstall())).isEqualTo("9000");
        CompactResponse status = peer.run(GetStatus.of(GetStatus.Subset.APPLICATIONS, SampleCap.INSTANCE));
        assertThat(StatusEntry.decodeAll(status.lastResponseData()).success().orElseThrow())
                .singleElement()
                .matches(entry -> entry.state() == 0x07 && SampleCap.PACKAGE.equals(entry.loadFile()));
        assertThat(peer.word(new DeleteCommand.OfObject(SampleCap.PACKAGE, true)))
                .isEqualTo("9000");
        assertThat(peer.word(GetStatus.of(GetStatus.Subset.LOAD_FILES, SampleCap.PACKAGE)))
                .isEqualTo("6a88");
    }

    @Test
    void aResetLosesTheLoadAndIsTold() {
        TestCards cards = TestCards.standard();
        Peer peer = new Peer(cards, OLD, ISSUER);
        List<LoadCommand> blocks = new LoadFile(List.of(), SampleCap.of(500).code()).commands(100);
        peer.run(forLoad());
        cards.reset = true;
        assertThat(peer.word(blocks.get(0)))
                .as("the reset comes after the answer")
                .isEqualTo("9000");
        cards.reset = false;
        assertThat(peer.word(blocks.get(1))).isEqualTo("6985");
        assertThat(cards.events(CardEvent.Reset.class)).hasSize(1);
        assertThat(peer.word(new DeleteCommand.OfObject(SampleCap.PACKAGE, true)))
                .as("nothing of it is left")
                .isEqualTo("6a88");
        assertThat(peer.word(forLoad())).isEqualTo("9000");
    }

    @Test
    void powerLostBeforeTheScriptLosesTheLoadToo() {
        TestCards cards = TestCards.standard();
        Peer peer = new Peer(cards, OLD, ISSUER);
        List<LoadCommand> blocks = new LoadFile(List.of(), SampleCap.of(500).code()).commands(100);
        peer.run(forLoad(), blocks.get(0));
        cards.powerCut = true;
        Octets packet = new CommandCodec()
                .seal(peer.header(), new Counter(++peer.counter), Octets.hex("80ca006600"), KeySets.of(OLD));
        assertThat(cards.receive(Octets.concat(Octets.hex("027000"), packet))).isEqualTo(UiccAnswer.POWER_LOST);
        cards.powerCut = false;
        assertThat(peer.word(blocks.get(1))).isEqualTo("6985");
    }

    @Test
    void filesAreManagedInTheMiddleOfALoad() {
        TestCards cards = TestCards.standard();
        Peer peer = new Peer(cards, OLD, ISSUER);
        Peer files = new Peer(cards, OLD, Tar.hex("b00011"));
        List<LoadCommand> blocks = new LoadFile(List.of(), SampleCap.of(50).code()).commands(100);
        peer.run(forLoad(), blocks.get(0));
        files.counter = peer.counter;
        assertThat(files.send(Octets.hex("00a40004026f46")).status().code()).isZero();
        peer.counter = files.counter;
        assertThat(peer.word(blocks.get(1))).isEqualTo("9000");
    }

    private static PutKey putKey(KeySet set, Key kik) {
        List<PutKey.Component> components = new ArrayList<>();
        for (Key key : List.of(
                set.kic() == null ? KIK : set.kic(),
                set.kid() == null ? KIK : set.kid(),
                set.kik() == null ? KIK : set.kik())) {
            components.add(PutKey.Component.under(kik, key, PutKey.LengthForm.BARE));
        }
        return new PutKey(0, 1, set.version(), components);
    }

    @Test
    void aNewKeyVersionOpensPacketsFromCounter1AndTheOldOneIsDeletedUnderIt() {
        TestCards cards = TestCards.standard();
        Peer old = new Peer(cards, OLD, ISSUER);
        Peer fresh = new Peer(cards, NEW, ISSUER);
        assertThat(fresh.refusal(KeyInformation.COMMAND)).as("not yet there").isEqualTo(0x06);
        fresh.counter = 0;
        old.counter = 100;
        assertThat(old.word(putKey(NEW, KIK))).isEqualTo("9000");
        assertThat(fresh.word(DeleteCommand.OfKey.version(1))).isEqualTo("9000");
        assertThat(old.refusal(KeyInformation.COMMAND)).as("deleted").isEqualTo(0x06);
        CompactResponse keys = fresh.run(KeyInformation.COMMAND);
        assertThat(KeyInformation.decodeAll(keys.lastResponseData()).success().orElseThrow())
                .extracting(KeyInformation::version)
                .containsOnly(2);
        assertThat(cards.events(CardEvent.Registry.class))
                .extracting(CardEvent.Registry::keyVersions)
                .containsExactly(List.of(1, 2), List.of(2), List.of(2));
    }

    @Test
    void aKeySetThatDeletesItselfStillAnswers() {
        TestCards cards = TestCards.standard();
        Peer old = new Peer(cards, OLD, ISSUER);
        Octets script = ExpandedScript.of(
                        TemplateLength.DEFINITE,
                        List.of(
                                putKey(NEW, KIK).command(),
                                DeleteCommand.OfKey.version(1).command()))
                .encode();
        ResponsePacket response = old.send(script);
        assertThat(response.verified()).isTrue();
        assertThat(response.data().toHex()).startsWith("ab").contains("9000").endsWith("23029000");
        assertThat(old.refusal(KeyInformation.COMMAND)).isEqualTo(0x06);
    }

    @Test
    void aDeletedVersionThatIsPutAgainCountsFrom0() {
        TestCards cards = TestCards.standard();
        Peer old = new Peer(cards, OLD, ISSUER);
        Peer fresh = new Peer(cards, NEW, ISSUER);
        old.run(putKey(NEW, KIK));
        fresh.counter = 500;
        fresh.run(KeyInformation.COMMAND);
        old.run(DeleteCommand.OfKey.version(2));
        old.run(putKey(NEW, KIK));
        fresh.counter = 0;
        assertThat(fresh.word(KeyInformation.COMMAND)).isEqualTo("9000");
    }

    private static TestCards withBank(boolean keys) {
        CardProfile profile = CardProfile.generic(CardBehaviour.STANDARD, MinimumSecurity.NONE)
                .with(new RamProfile(100_000, List.of(new NamedDomain("bank", BANK)), null));
        PackedKeys.Builder issuer = new PackedKeys.Builder();
        issuer.version(1);
        issuer.key(KeyType.AES, HexFormat.of().parseHex(TestCards.KIC));
        issuer.key(KeyType.AES, HexFormat.of().parseHex(TestCards.KID));
        issuer.key(KeyType.AES, HexFormat.of().parseHex(TestCards.KIK));
        PackedKeys.Builder bank = new PackedKeys.Builder();
        if (keys) {
            bank.version(2);
            bank.key(KeyType.AES, HexFormat.of().parseHex("aa112233445566778899aabbccddeeff"));
            bank.key(KeyType.AES, HexFormat.of().parseHex("bb112233445566778899aabbccddeeff"));
            bank.noKey();
        }
        return new TestCards(
                profile,
                new UiccState(TestCards.ICCID, "001010123456789", "46700000001", issuer.build(), bank.build()));
    }

    @Test
    void aSecurityDomainHasKeysAndCountersOfItsOwn() {
        TestCards cards = withBank(true);
        Peer bank = new Peer(cards, NEW, BANK);
        Peer issuer = new Peer(cards, OLD, ISSUER);
        issuer.counter = 1000;
        issuer.run(KeyInformation.COMMAND);
        assertThat(bank.word(KeyInformation.COMMAND)).isEqualTo("9000");
        assertThat(new Peer(cards, OLD, BANK).refusal(KeyInformation.COMMAND))
                .as("the issuer's keys do not open it")
                .isEqualTo(0x06);
        assertThat(bank.word(forLoad())).isEqualTo("9000");
        for (LoadCommand block : new LoadFile(List.of(), SampleCap.of(50).code()).commands(90)) {
            assertThat(bank.word(block)).isEqualTo("9000");
        }
        CompactResponse status = issuer.run(GetStatus.of(GetStatus.Subset.LOAD_FILES, SampleCap.PACKAGE));
        assertThat(StatusEntry.decodeAll(status.lastResponseData()).success().orElseThrow())
                .singleElement()
                .matches(entry -> new NamedDomain("bank", BANK).aid().equals(entry.securityDomain()));
    }

    @Test
    void aDomainWithoutKeysUsesThoseAboveItUntilItGetsItsOwn() {
        TestCards cards = withBank(false);
        Peer underIssuer = new Peer(cards, OLD, BANK);
        Peer own = new Peer(cards, NEW, BANK);
        assertThat(underIssuer.word(putKey(NEW, KIK))).isEqualTo("9000");
        assertThat(own.word(KeyInformation.COMMAND)).isEqualTo("9000");
        assertThat(underIssuer.refusal(KeyInformation.COMMAND)).isEqualTo(0x06);
        assertThat(new Peer(cards, NEW, ISSUER).refusal(KeyInformation.COMMAND))
                .as("they are the domain's alone")
                .isEqualTo(0x06);
    }

    @Test
    void anExpandedScriptReturnsEachAnswer() {
        Peer peer = new Peer(TestCards.standard(), OLD, ISSUER);
        Octets script = ExpandedScript.of(
                        TemplateLength.DEFINITE,
                        List.of(
                                KeyInformation.COMMAND.command(),
                                GetStatus.of(GetStatus.Subset.ISSUER_SECURITY_DOMAIN, RamProfile.ISSUER_DOMAIN)
                                        .command(),
                                new DeleteCommand.OfObject(SampleCap.PACKAGE, false).command(),
                                KeyInformation.COMMAND.command()))
                .encode();
        ExpandedResponse response =
                ExpandedResponse.decode(peer.send(script).data()).success().orElseThrow();
        assertThat(response.commandResponses())
                .extracting(answer -> answer.statusWord().toHex())
                .containsExactly("9000", "9000", "6a88");
    }

    @Test
    void theJournalTellsOperationsTheRegistryAndResets() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonLinesJournal journal = new JsonLinesJournal(out)) {
            TestCards cards = TestCards.standard();
            Peer peer = new Peer(cards, OLD, ISSUER);
            peer.run(forLoad());
            for (LoadCommand block : new LoadFile(List.of(), SampleCap.of(50).code()).commands(200)) {
                peer.run(block);
            }
            peer.run(forInstall());
            cards.reset = true;
            peer.run(KeyInformation.COMMAND);
            cards.events.forEach(journal.cardEvents()::record);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.toString(StandardCharsets.UTF_8).split("\n")) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines.stream().filter(line -> line.path("event").asText().equals("operation")))
                .extracting(line ->
                        line.path("operation").asText() + " " + line.path("aid").asText("-") + " "
                                + line.path("status_word").asText())
                .containsExactly(
                        "install-for-load d07002ca44 9000",
                        "load d07002ca44 9000",
                        "install-and-make-selectable d07002ca4490010101 9000",
                        "get-data - 9000");
        JsonNode registry = lines.stream()
                .filter(line -> line.path("event").asText().equals("registry"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(registry.path("iccid").asText()).isEqualTo(TestCards.ICCID);
        assertThat(registry.path("load_files").toString()).isEqualTo("[\"d07002ca44\"]");
        assertThat(registry.path("applications").toString()).isEqualTo("{\"d07002ca4490010101\":\"07\"}");
        assertThat(registry.path("key_versions").toString()).isEqualTo("[1]");
        assertThat(registry.path("security_domain").asText()).isEqualTo(RamProfile.ISSUER_DOMAIN.toString());
        assertThat(registry.path("loading").isNull()).isTrue();
        assertThat(lines.get(lines.size() - 1).path("event").asText()).isEqualTo("reset");
    }

    @Test
    void countersByTarLeaveKeyVersionsAlone() {
        TestCards cards = new TestCards(
                TestCards.behaviour(CardBehaviour.ReplayAnswer.COUNTER_LOW, CounterDomain.TAR), MinimumSecurity.NONE);
        Peer old = new Peer(cards, OLD, ISSUER);
        Peer fresh = new Peer(cards, NEW, ISSUER);
        old.counter = 100;
        old.run(putKey(NEW, KIK));
        fresh.counter = 101;
        assertThat(fresh.word(KeyInformation.COMMAND)).isEqualTo("9000");
    }
}
