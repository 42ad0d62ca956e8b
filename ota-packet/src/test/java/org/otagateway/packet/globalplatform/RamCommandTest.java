// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.GetStatus.Subset;

final class RamCommandTest {
    private static final Aid PACKAGE = Aid.hex("d07002ca44");
    private static final Aid MODULE = Aid.hex("d07002ca44900101");
    private static final Aid DOMAIN = Aid.hex("a000000151000000");
    private static final Octets NOTHING = Octets.EMPTY;

    static Stream<Arguments> commands() {
        Octets load = InstallParameters.forLoad(SystemParameters.ofCode(0x0200));
        Octets toolkit = Octets.hex("c900ea0c800a00000f01000000000000");
        return Stream.of(
                Arguments.of(new DeleteCommand.OfObject(MODULE, false), "80e400000a4f08d07002ca44900101"),
                Arguments.of(new DeleteCommand.OfObject(PACKAGE, true), "80e40080074f05d07002ca44"),
                Arguments.of(
                        new DeleteCommand.OfObject(PACKAGE, false, Octets.hex("0102")),
                        "80e400000b4f05d07002ca449e020102"),
                Arguments.of(DeleteCommand.OfKey.version(1), "80e4000003d20101"),
                Arguments.of(
                        new DeleteCommand.OfKey(OptionalInt.of(2), OptionalInt.of(0x7f)), "80e4000006d00102d2017f"),
                Arguments.of(SetStatus.lock(MODULE), "80f0408008d07002ca44900101"),
                Arguments.of(SetStatus.unlock(MODULE), "80f0400008d07002ca44900101"),
                Arguments.of(new SetStatus(SetStatus.Target.CARD, LifeCycleState.SECURED.code(), null), "80f0800f"),
                Arguments.of(
                        new SetStatus(SetStatus.Target.SECURITY_DOMAIN_AND_APPLICATIONS, 0x80, DOMAIN),
                        "80f0608008a000000151000000"),
                Arguments.of(
                        new InstallCommand.ForLoad(PACKAGE, DOMAIN, NOTHING, load, NOTHING),
                        "80e602001805d07002ca4408a0000001510000000006ef04c602020000"),
                Arguments.of(
                        new InstallCommand.ForLoad(PACKAGE, null, Octets.hex("aa"), NOTHING, Octets.hex("bb")),
                        "80e602000c05d07002ca44" + "00" + "01aa" + "00" + "01bb"),
                Arguments.of(
                        new InstallCommand.ForInstall(PACKAGE, MODULE, MODULE, true, Privileges.NONE, toolkit, NOTHING),
                        "80e60c002c05d07002ca4408d07002ca4490010108d07002ca449001010100"
                                + "10c900ea0c800a00000f0100000000000000"),
                Arguments.of(
                        new InstallCommand.ForInstall(
                                PACKAGE,
                                MODULE,
                                MODULE,
                                false,
                                Privileges.of(Privilege.SECURITY_DOMAIN, Privilege.TRUSTED_PATH),
                                Octets.hex("c900"),
                                NOTHING),
                        "80e604002005d07002ca4408d07002ca4490010108d07002ca44900101" + "03808000" + "02c900" + "00"),
                Arguments.of(
                        new InstallCommand.ForMakeSelectable(
                                MODULE, Privileges.of(Privilege.CARD_RESET), NOTHING, NOTHING),
                        "80e608000f" + "0000" + "08d07002ca44900101" + "0104" + "0000"),
                Arguments.of(
                        new InstallCommand.ForExtradition(DOMAIN, MODULE, NOTHING, NOTHING),
                        "80e610001608a0000001510000000008d07002ca44900101000000"),
                Arguments.of(new InstallCommand.ForPersonalization(MODULE), "80e620000e000008d07002ca44900101000000"),
                Arguments.of(
                        new InstallCommand.ForRegistryUpdate(
                                null, MODULE, Privileges.of(Privilege.GLOBAL_LOCK), NOTHING, NOTHING),
                        "80e6400011000008d07002ca44900101030008000000"),
                Arguments.of(new LoadCommand(false, 0, Octets.hex("c482")), "80e8000002c482"),
                Arguments.of(new LoadCommand(true, 255, Octets.hex("00")), "80e880ff0100"),
                Arguments.of(new GetStatus(Subset.APPLICATIONS, false, NOTHING, NOTHING), "80f24002024f0000"),
                Arguments.of(
                        new GetStatus(Subset.LOAD_FILES_AND_MODULES, true, PACKAGE.value(), Octets.hex("4f9f70")),
                        "80f210030c4f05d07002ca445c034f9f7000"),
                Arguments.of(new GetData(0xE0), "80ca00e000"),
                Arguments.of(
                        new StoreData(
                                true,
                                StoreData.Ciphering.NONE_SAID,
                                StoreData.Structure.BER_TLV,
                                true,
                                0,
                                Octets.hex("bf3e035c015a")),
                        "80e2910006bf3e035c015a00"),
                Arguments.of(
                        new StoreData(
                                false,
                                StoreData.Ciphering.CIPHERED,
                                StoreData.Structure.DGI,
                                false,
                                1,
                                Octets.hex("8001")),
                        "80e26801028001"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandIsWrittenAndReadAgain(RamCommand command, String apdu) {
        assertThat(command.command().encode().toHex()).isEqualTo(apdu);
        CommandApdu read = CommandApdu.decode(Octets.hex(apdu)).success().orElseThrow();
        assertThat(RamCommand.decode(read).success()).contains(command);
    }

    @ParameterizedTest
    @CsvSource({
        "80aa0000, INS", // no command of RAM
        "80e40100074f05d07002ca44, P1",
        "80e40001074f05d07002ca44, P2",
        "80e40000, object tag", // nothing to delete
        "80e40000064f04d07002ca, AID", // AID of four octets
        "80e40000024f05, object length", // longer than what is there
        "80e400000a4f05d07002ca44d20101, objects", // an AID and a key
        "80e4000003d20100, key identifier or version",
        "80f0200005d07002ca44, P1",
        "80f0408004d07002ca, AID",
        "80e60300, P1",
        "80e60201, P2",
        "80e602000900000000000000000000, load file AID",
        "80e602000a05d07002ca4400000001, token length",
        "80e602000b05d07002ca4400000000ff, INSTALL",
        "80e608000f000108d07002ca4490010101040000, module AID length",
        "80e6080010000008d07002ca44900101020000000000, privileges",
        "80e6080011000008d07002ca449001010300000f0000, privileges",
        "80e8010001aa, P1",
        "80e80000, block",
        "80f2ff02024f00, P1",
        "80f24000024f00, P2",
        "80f24002024e00, AID filter",
        "80f24002134f11000102030405060708090a0b0c0d0e0f10, AID filter",
        "80e2400000, P1", // ciphering 10 is reserved
        "80d8000101ff, key identifier and new key version"
    })
    void refusesWhatIsNotWellFormed(String apdu, String field) {
        CommandApdu command = CommandApdu.decode(Octets.hex(apdu)).success().orElseThrow();
        assertThat(RamCommand.decode(command).failure())
                .hasValueSatisfying(bad -> assertThat(bad.field()).isEqualTo(field));
    }

    @Test
    void aValueOutOfRangeCannotExist() {
        assertThatThrownBy(() -> new LoadCommand(true, 256, Octets.of(1)))
                .hasMessage("block number: expected 0 to 255, got 256");
        assertThatThrownBy(() -> new LoadCommand(true, 0, NOTHING))
                .hasMessage("block: expected 1 to 255 octets, got 0");
        assertThatThrownBy(() -> new InstallCommand.ForInstall(
                        PACKAGE, MODULE, MODULE, true, Privileges.NONE, Octets.copyOf(new byte[227]), NOTHING))
                .hasMessageStartingWith("INSTALL: expected at most 255 octets of data");
        assertThatThrownBy(() -> new SetStatus(SetStatus.Target.APPLICATION, 0x80, null))
                .hasMessage("expected the AID of the application");
        assertThatThrownBy(() -> new DeleteCommand.OfKey(OptionalInt.empty(), OptionalInt.empty()))
                .hasMessage("expected a key identifier or a key version");
        assertThatThrownBy(() -> new GetStatus(Subset.APPLICATIONS, false, Octets.copyOf(new byte[17]), NOTHING))
                .hasMessage("AID filter: expected at most 16 octets, got 17");
    }

    @ParameterizedTest
    @EnumSource(Privilege.class)
    void everyPrivilegeHasABitAndAName(Privilege privilege) {
        Privileges one = Privileges.of(privilege);
        InstallCommand install = new InstallCommand.ForMakeSelectable(MODULE, one, NOTHING, NOTHING);
        assertThat(RamCommand.decode(install.command()).success()).contains(install);
        assertThat(Privilege.ofLabel(privilege.label())).contains(privilege);
    }

    @ParameterizedTest
    @CsvSource({
        "CARD, 01, op-ready",
        "CARD, 7f, card-locked",
        "LOAD_FILE, 01, loaded",
        "APPLICATION, 03, installed",
        "APPLICATION, 07, selectable",
        "APPLICATION, 87, locked",
        "APPLICATION, 0f, personalized"
    })
    void statesHaveNames(LifeCycleState.Owner owner, String code, String name) {
        assertThat(LifeCycleState.of(owner, Integer.parseInt(code, 16)).map(LifeCycleState::label))
                .contains(name);
    }

    @Test
    void aStateOfTheAppletsOwnHasNoName() {
        assertThat(LifeCycleState.of(LifeCycleState.Owner.APPLICATION, 0x1F)).isEmpty();
    }

    @Test
    void theEntriesOfAnAnswerAreRead() {
        StatusEntry applet =
                new StatusEntry(MODULE, 7, Privileges.of(Privilege.CARD_RESET), PACKAGE, NOTHING, List.of(), DOMAIN);
        StatusEntry loadFile =
                new StatusEntry(PACKAGE, 1, Privileges.NONE, null, Octets.hex("0100"), List.of(MODULE, MODULE), null);
        String first =
                "e322" + "4f08d07002ca44900101" + "9f700107" + "c50104" + "c405d07002ca44" + "cc08a000000151000000";
        String second =
                "e323" + "4f05d07002ca44" + "9f700101" + "ce020100" + "8408d07002ca44900101" + "8408d07002ca44900101";
        assertThat(applet.encode().toHex()).isEqualTo(first);
        assertThat(loadFile.encode().toHex()).isEqualTo(second);
        assertThat(StatusEntry.decodeAll(Octets.hex(first + second)).success()).contains(List.of(applet, loadFile));
        assertThat(StatusEntry.decodeAll(NOTHING).success()).contains(List.of());
    }

    @Test
    void anObjectThatIsNotKnownIsPassedOver() {
        Octets answer = Octets.hex("e310" + "4f05d07002ca44" + "9f70020701" + "cf0180" + "9a");
        assertThat(StatusEntry.decodeAll(answer).failure()).isPresent();
        Octets good = Octets.hex("e30f" + "4f05d07002ca44" + "9f70020701" + "cf0180");
        assertThat(StatusEntry.decodeAll(good).success())
                .contains(List.of(new StatusEntry(PACKAGE, 7, Privileges.NONE, null, NOTHING, List.of(), null)));
    }

    @ParameterizedTest
    @CsvSource({"e300", "e3074f05d07002ca44", "e3049f700107", "4f05d07002ca44", "e3ff", "e30a4f05d07002ca449f7000"})
    void refusesAnAnswerThatIsNone(String answer) {
        assertThat(StatusEntry.decodeAll(Octets.hex(answer)).failure()).isPresent();
    }
}
