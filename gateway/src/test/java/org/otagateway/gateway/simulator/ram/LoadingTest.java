// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.CapFile;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.InstallParameters;
import org.otagateway.packet.globalplatform.LoadCommand;
import org.otagateway.packet.globalplatform.LoadFile;
import org.otagateway.packet.globalplatform.LoadFileHash;
import org.otagateway.packet.globalplatform.SystemParameters;

class LoadingTest {
    private static final Aid OTHER = Aid.hex("d07002ca45");

    @ParameterizedTest
    @CsvSource({"500, 200", "9000, 240", "9000, 36", "20, 255"})
    void aPackageIsOnTheCardAfterItsLastBlock(int size, int block) {
        RamCard card = RamCard.standard();
        CapFile cap = SampleCap.of(size);
        int free = card.content.freeMemory();
        assertThat(card.run(RamCard.forLoad(SampleCap.PACKAGE))).isEqualTo("9000");
        for (LoadCommand command : RamCard.blocks(cap, block)) {
            assertThat(card.content.snapshot().files()).isEmpty();
            assertThat(card.run(command)).isEqualTo("9000");
        }
        assertThat(card.content.snapshot().files()).containsExactly(SampleCap.PACKAGE);
        assertThat(free - card.content.freeMemory()).isEqualTo(cap.code().length());
        assertThat(card.content.snapshot().loading()).isNull();
    }

    @Test
    void aLoadWithoutItsInstallIsRefused() {
        RamCard card = RamCard.standard();
        assertThat(card.run(RamCard.blocks(SampleCap.of(500), 200).get(0))).isEqualTo("6985");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 255})
    void aBlockOutOfOrderEndsTheLoad(int number) {
        RamCard card = RamCard.standard();
        List<LoadCommand> blocks = RamCard.blocks(SampleCap.of(1000), 100);
        card.run(RamCard.forLoad(SampleCap.PACKAGE));
        assertThat(card.run(blocks.get(0))).isEqualTo("9000");
        assertThat(card.run(new LoadCommand(false, number, blocks.get(1).block())))
                .isEqualTo("6985");
        assertThat(card.run(blocks.get(1))).as("the right one comes too late").isEqualTo("6985");
        assertThat(card.run(RamCard.forLoad(SampleCap.PACKAGE))).isEqualTo("9000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"80f28002024f0000", "80ca006600", "80e40000074f05d07002ca44", "80000000", "80e68000", "80d80001"
            })
    void aForeignCommandEndsTheLoad(String foreign) {
        RamCard card = RamCard.standard();
        List<LoadCommand> blocks = RamCard.blocks(SampleCap.of(1000), 100);
        card.run(RamCard.forLoad(SampleCap.PACKAGE));
        card.run(blocks.get(0));
        card.run(foreign);
        assertThat(card.run(blocks.get(1))).isEqualTo("6985");
        assertThat(card.content.snapshot().files()).isEmpty();
    }

    @Test
    void aResetForgetsTheLoad() {
        RamCard card = RamCard.standard();
        List<LoadCommand> blocks = RamCard.blocks(SampleCap.of(1000), 100);
        card.run(RamCard.forLoad(SampleCap.PACKAGE));
        card.run(blocks.get(0));
        assertThat(card.content.snapshot().loading()).isEqualTo(SampleCap.PACKAGE);
        card.content.reset();
        assertThat(card.run(blocks.get(1))).isEqualTo("6985");
        assertThat(card.load(SampleCap.of(1000))).as("from the start").isEqualTo("9000");
    }

    @Test
    void anAidInUseIsRefused() {
        RamCard card = RamCard.standard();
        card.install();
        assertThat(card.run(RamCard.forLoad(SampleCap.PACKAGE))).isEqualTo("6985");
        assertThat(card.run(RamCard.forLoad(SampleCap.INSTANCE))).isEqualTo("6985");
        assertThat(card.run(RamCard.forLoad(RamProfile.ISSUER_DOMAIN))).isEqualTo("6985");
    }

    private static String loadCode(RamCard card, Octets code) {
        List<String> words = new ArrayList<>();
        new LoadFile(List.of(), code).commands(200).forEach(block -> words.add(card.run(block)));
        return words.get(words.size() - 1);
    }

    @Test
    void whatIsNoCapFileIsRefusedAtTheEnd() {
        Octets good = SampleCap.of(300).code();
        List<Octets> wrong = List.of(
                Octets.copyOf(new byte[300]),
                good.from(1),
                good.slice(0, good.length() - 1),
                Octets.concat(good, Octets.of(1)),
                Octets.concat(good, Octets.hex("0e0001ff")),
                Octets.concat(good, good));
        for (Octets code : wrong) {
            RamCard card = RamCard.standard();
            card.run(RamCard.forLoad(SampleCap.PACKAGE));
            assertThat(loadCode(card, code)).isEqualTo("6a80");
            assertThat(card.content.snapshot().files()).isEmpty();
        }
    }

    @Test
    void aLoadFileWithoutItsTagIsRefused() {
        RamCard card = RamCard.standard();
        card.run(RamCard.forLoad(SampleCap.PACKAGE));
        assertThat(card.run(new LoadCommand(true, 0, SampleCap.of(100).code()))).isEqualTo("6a80");
    }

    @Test
    void aPackageOfAnotherNameThanToldIsRefused() {
        RamCard card = RamCard.standard();
        card.run(RamCard.forLoad(OTHER));
        assertThat(loadCode(card, SampleCap.of(100).code())).isEqualTo("6a80");
    }

    @Test
    void aMissingPackageIsRefusedUntilItIsLoaded() {
        RamCard card = RamCard.standard();
        CapFile needs = SampleCap.of(OTHER, Aid.hex("d07002ca4501"), 100, SampleCap.PACKAGE);
        assertThat(card.load(needs)).isEqualTo("6a88");
        assertThat(card.load(SampleCap.of(100))).isEqualTo("9000");
        assertThat(card.load(needs)).isEqualTo("9000");
    }

    @Test
    void fullMemoryIsToldAtOnceOrWhereItIsFull() {
        RamCard card = new RamCard(new RamProfile(2000, List.of(), null));
        Octets quota = InstallParameters.forLoad(SystemParameters.ofCode(3000));
        assertThat(card.run(new InstallCommand.ForLoad(SampleCap.PACKAGE, null, Octets.EMPTY, quota, Octets.EMPTY)))
                .isEqualTo("6a84");
        assertThat(card.load(SampleCap.of(3000))).isEqualTo("6a84");
        assertThat(card.load(SampleCap.of(1000))).isEqualTo("9000");
        assertThat(card.load(SampleCap.of(OTHER, Aid.hex("d07002ca4501"), 1000)))
                .isEqualTo("6a84");
    }

    @Test
    void moreThanTheQuotaIsRefused() {
        RamCard card = RamCard.standard();
        Octets quota = InstallParameters.forLoad(SystemParameters.ofCode(100));
        card.run(new InstallCommand.ForLoad(SampleCap.PACKAGE, null, Octets.EMPTY, quota, Octets.EMPTY));
        assertThat(loadCode(card, SampleCap.of(300).code())).isEqualTo("6a84");
    }

    @Test
    void aHashHasToBeThatOfTheCode() {
        Octets code = SampleCap.of(300).code();
        for (LoadFileHash hash : LoadFileHash.values()) {
            RamCard card = RamCard.standard();
            card.run(new InstallCommand.ForLoad(SampleCap.PACKAGE, null, hash.of(code), Octets.EMPTY, Octets.EMPTY));
            assertThat(loadCode(card, code)).isEqualTo("9000");
        }
        RamCard card = RamCard.standard();
        card.run(new InstallCommand.ForLoad(
                SampleCap.PACKAGE, null, LoadFileHash.SHA_1.of(Octets.of(1)), Octets.EMPTY, Octets.EMPTY));
        assertThat(loadCode(card, code)).isEqualTo("6a80");
        assertThat(card.run(new InstallCommand.ForLoad(
                        SampleCap.PACKAGE, null, Octets.of(1, 2, 3), Octets.EMPTY, Octets.EMPTY)))
                .isEqualTo("6a80");
    }

    @ParameterizedTest
    @CsvSource({
        "no such security domain, 80e602000f05d07002ca4405d07002ca99000000, 6a88",
        "parameters that are none, 80e602000d05d07002ca4400000301020300, 6a80",
        "AID of 4 octets, 80e602000904d07002ca00000000, 6a80",
        "P2, 80e602010a05d07002ca4400000000, 6a86",
        "P1 of no form, 80e601000a05d07002ca4400000000, 6a86",
        "too long, 80e602000b05d07002ca440000000000, 6a80"
    })
    void anInstallForLoadThatIsWrongIsRefused(String what, String apdu, String word) {
        assertThat(RamCard.standard().run(apdu.replace(" ", ""))).as(what).isEqualTo(word);
    }

    @Test
    void leGetsTheOctetThatSaysNothing() {
        RamCard card = RamCard.standard();
        assertThat(card.run("80e602000a05d07002ca440000000000")).isEqualTo("009000");
    }
}
