// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.CardResources;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetData;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.KeyInformation;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.globalplatform.SetStatus;
import org.otagateway.packet.globalplatform.StatusEntry;
import org.otagateway.packet.globalplatform.StoreData;
import org.otagateway.packet.globalplatform.SystemParameters;

/**
 * The registry against the words of the Card Specification. There is no second implementation to hold it against: jCardSim
 * (com.klinec:jcardsim 3.0.6.0) is a Java Card runtime without a card manager. It knows SELECT and makes applets from
 * classes, but has neither INSTALL, LOAD, GET STATUS nor a secure channel.
 */
class RegistryTest {
    private static final Aid PACKAGE = SampleCap.PACKAGE;
    private static final Aid APPLET = SampleCap.APPLET;
    private static final Aid INSTANCE = SampleCap.INSTANCE;
    private static final Aid DOMAIN = Aid.hex("a0000001515350410000000001020300");

    private static int state(RamCard card, Aid aid) {
        return card.content.instance(aid).orElseThrow().state();
    }

    private static List<StatusEntry> status(RamCard card, GetStatus command) {
        ResponseApdu answer = card.run(command.command());
        assertThat(answer.statusWord().toHex()).isEqualTo("9000");
        return StatusEntry.decodeAll(answer.data()).success().orElseThrow();
    }

    @Test
    void anInstanceIsInstalledThenMadeSelectable() {
        RamCard card = RamCard.standard();
        card.load(SampleCap.of(200));
        assertThat(card.run(RamCard.forInstall(PACKAGE, APPLET, INSTANCE, false)))
                .isEqualTo("9000");
        assertThat(state(card, INSTANCE)).isEqualTo(0x03);
        InstallCommand.ForMakeSelectable selectable =
                new InstallCommand.ForMakeSelectable(INSTANCE, Privileges.NONE, Octets.EMPTY, Octets.EMPTY);
        assertThat(card.run(selectable)).isEqualTo("9000");
        assertThat(state(card, INSTANCE)).isEqualTo(0x07);
        assertThat(card.run(selectable)).as("it is selectable").isEqualTo("6985");
        assertThat(card.run(RamCard.forInstall(PACKAGE, APPLET, INSTANCE, true)))
                .as("the AID is in use")
                .isEqualTo("6985");
    }

    @Test
    void whatAnInstallNamesHasToBeThere() {
        RamCard card = RamCard.standard();
        assertThat(card.run(RamCard.forInstall(PACKAGE, APPLET, INSTANCE, true)))
                .as("no package")
                .isEqualTo("6a88");
        card.load(SampleCap.of(200));
        assertThat(card.run(RamCard.forInstall(PACKAGE, INSTANCE, INSTANCE, true)))
                .as("no module")
                .isEqualTo("6a88");
        assertThat(card.run(
                        new InstallCommand.ForMakeSelectable(INSTANCE, Privileges.NONE, Octets.EMPTY, Octets.EMPTY)))
                .isEqualTo("6a88");
        assertThat(card.run(new InstallCommand.ForPersonalization(INSTANCE))).isEqualTo("6a88");
        assertThat(card.run(SetStatus.lock(INSTANCE))).isEqualTo("6a88");
        assertThat(card.run(new DeleteCommand.OfObject(INSTANCE, false))).isEqualTo("6a88");
        assertThat(card.run(new InstallCommand.ForExtradition(DOMAIN, PACKAGE, Octets.EMPTY, Octets.EMPTY)))
                .isEqualTo("6a88");
    }

    @Test
    void parametersThatAreNoneAreRefusedAndMemoryIsCounted() {
        RamCard card = new RamCard(new RamProfile(5000, List.of(), null));
        card.load(SampleCap.of(200));
        InstallCommand.ForInstall wrong = new InstallCommand.ForInstall(
                PACKAGE, APPLET, INSTANCE, true, Privileges.NONE, Octets.hex("ca0100"), Octets.EMPTY);
        assertThat(card.run(wrong)).isEqualTo("6a80");
        Octets large = new InstallParameters(
                        Octets.EMPTY,
                        new SystemParameters(OptionalInt.empty(), OptionalInt.of(10_000), OptionalInt.empty(), null),
                        null)
                .encode();
        assertThat(card.run(new InstallCommand.ForInstall(
                        PACKAGE, APPLET, INSTANCE, true, Privileges.NONE, large, Octets.EMPTY)))
                .isEqualTo("6a84");
    }

    @Test
    void aPackageWithAnInstanceGoesOnlyWithIt() {
        RamCard card = RamCard.standard();
        int free = card.content.freeMemory();
        card.install();
        assertThat(card.run(new DeleteCommand.OfObject(PACKAGE, false))).isEqualTo("6985");
        assertThat(card.run(new DeleteCommand.OfObject(PACKAGE, true))).isEqualTo("9000");
        assertThat(card.content.snapshot().files()).isEmpty();
        assertThat(card.content.snapshot().applications()).isEmpty();
        assertThat(card.content.freeMemory()).isEqualTo(free);
        assertThat(card.run(new DeleteCommand.OfObject(PACKAGE, true))).isEqualTo("6a88");
    }

    @Test
    void anImportedPackageStays() {
        RamCard card = RamCard.standard();
        Aid other = Aid.hex("d07002ca45");
        card.load(SampleCap.of(200));
        card.load(SampleCap.of(other, Aid.hex("d07002ca4501"), 100, PACKAGE));
        assertThat(card.run(new DeleteCommand.OfObject(PACKAGE, true))).isEqualTo("6985");
        assertThat(card.run(new DeleteCommand.OfObject(other, false))).isEqualTo("9000");
        assertThat(card.run(new DeleteCommand.OfObject(PACKAGE, false))).isEqualTo("9000");
    }

    @Test
    void whatTheCardWasIssuedWithIsNotDeleted() {
        RamCard card = RamCard.standard();
        assertThat(card.run(new DeleteCommand.OfObject(RamProfile.ISSUER_DOMAIN, false)))
                .isEqualTo("6985");
        assertThat(card.run(new DeleteCommand.OfObject(Aid.hex("a0000001515350"), true)))
                .isEqualTo("6985");
    }

    @Test
    void anApplicationIsLockedAndGetsItsStateBack() {
        RamCard card = RamCard.standard();
        card.install();
        assertThat(card.run(SetStatus.lock(INSTANCE))).isEqualTo("9000");
        assertThat(state(card, INSTANCE)).isEqualTo(0x87);
        assertThat(card.run(new InstallCommand.ForPersonalization(INSTANCE))).isEqualTo("6985");
        assertThat(card.run(SetStatus.unlock(INSTANCE))).isEqualTo("9000");
        assertThat(state(card, INSTANCE)).isEqualTo(0x07);
        assertThat(card.run(new SetStatus(SetStatus.Target.APPLICATION, 0x0F, INSTANCE)))
                .as("of a security domain alone")
                .isEqualTo("6a80");
    }

    @Test
    void aLockedCardOnlyTellsAndIsUnlockedAndATerminatedOneStaysSo() {
        RamCard card = RamCard.standard();
        assertThat(card.run(cardState(LifeCycleState.OP_READY))).isEqualTo("6985");
        assertThat(card.run(cardState(LifeCycleState.CARD_LOCKED))).isEqualTo("9000");
        assertThat(card.run(RamCard.forLoad(PACKAGE))).isEqualTo("6985");
        GetStatus issuer = new GetStatus(GetStatus.Subset.ISSUER_SECURITY_DOMAIN, false, Octets.EMPTY, Octets.EMPTY);
        assertThat(status(card, issuer)).singleElement().matches(entry -> entry.state() == 0x7F);
        assertThat(card.run(cardState(LifeCycleState.SECURED))).isEqualTo("9000");
        assertThat(card.run(RamCard.forLoad(PACKAGE))).isEqualTo("9000");
        assertThat(card.run(cardState(LifeCycleState.TERMINATED))).isEqualTo("9000");
        assertThat(card.run(cardState(LifeCycleState.SECURED))).isEqualTo("6985");
        assertThat(card.run(issuer)).isEqualTo("6985");
    }

    private static SetStatus cardState(LifeCycleState state) {
        return new SetStatus(SetStatus.Target.CARD, state.code(), null);
    }

    @Test
    void getStatusTellsEachSubset() {
        RamCard card = RamCard.standard();
        card.install();
        StatusEntry instance = status(card, GetStatus.of(GetStatus.Subset.APPLICATIONS, INSTANCE))
                .get(0);
        assertThat(instance.application()).isEqualTo(INSTANCE);
        assertThat(instance.state()).isEqualTo(0x07);
        assertThat(instance.loadFile()).isEqualTo(PACKAGE);
        assertThat(instance.securityDomain()).isEqualTo(RamProfile.ISSUER_DOMAIN);
        StatusEntry file = status(card, GetStatus.of(GetStatus.Subset.LOAD_FILES_AND_MODULES, PACKAGE))
                .get(0);
        assertThat(file.modules()).containsExactly(APPLET);
        assertThat(file.state()).isEqualTo(0x01);
        assertThat(file.version()).isEqualTo(Octets.of(1, 0));
        assertThat(status(card, GetStatus.of(GetStatus.Subset.LOAD_FILES, PACKAGE))
                        .get(0)
                        .modules())
                .isEmpty();
        assertThat(status(
                                card,
                                new GetStatus(
                                        GetStatus.Subset.APPLICATIONS, false, Octets.EMPTY, Octets.hex("4f9f70c5")))
                        .get(0)
                        .loadFile())
                .as("not asked for")
                .isNull();
        assertThat(card.run(GetStatus.of(GetStatus.Subset.APPLICATIONS, Aid.hex("d07002ca99"))))
                .isEqualTo("6a88");
    }

    @ParameterizedTest
    @CsvSource({
        "80f28000024f0000, 08a0000001510000000f989000",
        "80f24000024f0000, 09d07002ca449001010107009000",
        "80f22000074f05d07002ca4400, 05d07002ca4401009000",
        "80f21000074f05d07002ca4400, 05d07002ca4401000108d07002ca449001019000"
    })
    void theFormWithoutTagsIsKnownToo(String apdu, String answer) {
        RamCard card = RamCard.standard();
        card.install();
        assertThat(card.run(apdu)).isEqualTo(answer);
    }

    @Test
    void moreThanFitsGoesOnWithTheNextOccurrence() {
        RamCard card = RamCard.standard();
        card.load(SampleCap.of(200));
        for (int i = 0; i < 20; i++) {
            Aid instance = Aid.hex("d07002ca4490010102030405060708" + String.format("%02x", i));
            assertThat(card.run(RamCard.forInstall(PACKAGE, APPLET, instance, true)))
                    .isEqualTo("9000");
        }
        RemoteApplets script = card.script();
        GetStatus first = new GetStatus(GetStatus.Subset.APPLICATIONS, false, Octets.EMPTY, Octets.EMPTY);
        GetStatus next = new GetStatus(GetStatus.Subset.APPLICATIONS, true, Octets.EMPTY, Octets.EMPTY);
        ResponseApdu answer = script.execute(first.command());
        int entries = 0;
        while (answer.statusWord().toHex().equals("6310")) {
            assertThat(answer.data().length()).isLessThanOrEqualTo(256);
            entries +=
                    StatusEntry.decodeAll(answer.data()).success().orElseThrow().size();
            answer = script.execute(next.command());
        }
        assertThat(answer.statusWord().toHex()).isEqualTo("9000");
        entries += StatusEntry.decodeAll(answer.data()).success().orElseThrow().size();
        assertThat(entries).isEqualTo(20);
        assertThat(script.execute(next.command()).statusWord().toHex())
                .as("nothing is left")
                .isEqualTo("6985");
        card.run(first);
        assertThat(card.run(next)).as("another script").isEqualTo("6985");
    }

    @Test
    void withoutLeTheAnswerWaitsForGetResponse() {
        RamCard card = RamCard.standard();
        RemoteApplets script = card.script();
        assertThat(script.execute(new CommandApdu(0x80, 0xF2, 0x80, 0x02, Octets.hex("4f00"), 0))
                        .statusWord()
                        .sw1())
                .isEqualTo(0x61);
        ResponseApdu answer = script.execute(new CommandApdu(0x00, 0xC0, 0, 0, Octets.EMPTY, 256));
        assertThat(answer.data().toHex()).startsWith("e3").contains("a000000151000000");
        assertThat(script.execute(new CommandApdu(0x00, 0xC0, 0, 0, Octets.EMPTY, 256))
                        .statusWord()
                        .toHex())
                .isEqualTo("6985");
        assertThat(card.run("80f28002024f0005")).startsWith("6c");
    }

    @Test
    void getDataTellsKeysResourcesAndTheCard() {
        RamCard card = RamCard.standard();
        card.install();
        ResponseApdu keys = card.run(KeyInformation.COMMAND.command());
        assertThat(KeyInformation.decodeAll(keys.data()).success().orElseThrow())
                .containsExactly(
                        new KeyInformation(1, 1, 0x88, 16),
                        new KeyInformation(2, 1, 0x88, 16),
                        new KeyInformation(3, 1, 0x88, 16));
        CardResources free = CardResources.decode(
                        card.run(CardResources.COMMAND.command()).data())
                .success()
                .orElseThrow();
        assertThat(free.applications()).isEqualTo(1);
        assertThat(free.nonVolatile()).isEqualTo(card.content.freeMemory());
        assertThat(card.run("80ca006600")).startsWith("6633").endsWith("9000");
        assertThat(card.run("00ca006600")).startsWith("6633").endsWith("9000");
        assertThat(card.run(new GetData(0x1234))).isEqualTo("6a88");
    }

    @Test
    void storedDataGoesToTheApplicationThatIsPersonalized() {
        RamCard card = RamCard.standard();
        card.install();
        int free = card.content.freeMemory();
        card.run(new InstallCommand.ForPersonalization(INSTANCE));
        assertThat(card.run(data(false, 0))).isEqualTo("9000");
        assertThat(card.run(data(true, 1))).isEqualTo("9000");
        assertThat(free - card.content.freeMemory()).isEqualTo(8);
        card.run(new InstallCommand.ForPersonalization(INSTANCE));
        card.run(data(false, 0));
        assertThat(card.run(data(true, 2))).as("out of order").isEqualTo("6985");
        assertThat(card.run(data(true, 0))).as("to the domain itself").isEqualTo("9000");
        assertThat(free - card.content.freeMemory()).isEqualTo(8);
    }

    private static StoreData data(boolean last, int number) {
        return new StoreData(
                last,
                StoreData.Ciphering.NONE_SAID,
                StoreData.Structure.NONE_SAID,
                false,
                number,
                Octets.of(1, 2, 3, 4));
    }

    @ParameterizedTest
    @CsvSource({
        "0080000000, 6d00",
        "80a4040000, 6d00",
        "00a40004023f00, 6d00",
        "a0a40000023f00, 6e00",
        "84e40000074f05d07002ca44, 6882",
        "80e40100074f05d07002ca44, 6a86",
        "80e40000, 6a80",
        "80e40000024f00, 6a80",
        "80f24002, 6a80",
        "80f21102024f0000, 6a86",
        "80e80000, 6700"
    })
    void aCommandThatIsWrongInItselfIsRefused(String apdu, String word) {
        assertThat(RamCard.standard().run(apdu)).isEqualTo(word);
    }

    @Test
    void theListenerIsToldOfEachCommand() {
        RamCard card = RamCard.standard();
        card.install();
        card.run("80000000");
        assertThat(card.operations)
                .startsWith("install-for-load d07002ca44 9000", "load d07002ca44 9000")
                .endsWith("install-and-make-selectable d07002ca4490010101 9000", "unknown null 6d00");
    }

    @Test
    void noOctetsMakeItThrow() {
        SplittableRandom random = new SplittableRandom(11);
        RamCard card = RamCard.standard();
        card.install();
        int[] instructions = {0xCA, 0xD8, 0xE2, 0xE4, 0xE6, 0xE8, 0xF0, 0xF2, 0xC0};
        String[] starts = {"", "4f", "4f05d07002ca44", "05d07002ca44", "c9", "018810", "c4", "4f00"};
        int[] firsts = {0, 2, 4, 8, 12, 16, 32, 64, 128};
        for (int i = 0; i < 50_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            Octets data = Octets.concat(Octets.hex(starts[random.nextInt(starts.length)]), Octets.copyOf(noise));
            CommandApdu command = new CommandApdu(
                    i % 50 == 0 ? random.nextInt(255) : 0x80,
                    i % 20 == 0 ? random.nextInt(256) : instructions[random.nextInt(instructions.length)],
                    firsts[random.nextInt(firsts.length)],
                    random.nextInt(4),
                    data,
                    i % 3 == 0 ? 256 : random.nextInt(3));
            assertThat(card.run(command).statusWord().value()).isPositive();
        }
    }
}
