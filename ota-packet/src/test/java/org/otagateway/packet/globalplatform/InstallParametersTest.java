// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.SystemParameters.SimToolkit;
import org.otagateway.packet.globalplatform.ToolkitParameters.MenuEntry;
import org.otagateway.packet.globalplatform.UiccParameters.FileAccess;
import org.otagateway.packet.globalplatform.UiccParameters.UiccToolkit;
import org.otagateway.packet.secured.Tar;

final class InstallParametersTest {
    private static final ToolkitParameters FIVE_ENTRIES =
            new ToolkitParameters(1, 0, 0x15, Collections.nCopies(5, new MenuEntry(0, 0)), 0, Octets.EMPTY, List.of());

    private static InstallParameters decoded(String hex) {
        return InstallParameters.decode(Octets.hex(hex)).success().orElseThrow();
    }

    @Test
    void anAppletThatWantsNothingStillHasC9() {
        assertThat(InstallParameters.NONE.encode()).isEqualTo(Octets.hex("c900"));
        assertThat(decoded("c900")).isEqualTo(InstallParameters.NONE);
    }

    @Test
    void theParametersOfARealCardAreOneMenuEntryOf15Octets() {
        String real = "c900ea0c800a00000f01000000000000";
        UiccToolkit toolkit = new UiccToolkit(
                new ToolkitParameters(0, 0, 15, List.of(new MenuEntry(0, 0)), 0, Octets.EMPTY, List.of()), 0);
        InstallParameters parameters =
                new InstallParameters(Octets.EMPTY, null, new UiccParameters(toolkit, List.of(), List.of()));
        assertThat(parameters.encode()).isEqualTo(Octets.hex(real));
        assertThat(decoded(real)).isEqualTo(parameters);
    }

    /** As two public tools write it: quotas, and toolkit parameters that end before the length of the TARs. */
    @Test
    void quotasAndToolkitParametersOfTheOlderCodingWithoutTars() {
        InstallParameters parameters = new InstallParameters(
                Octets.EMPTY,
                new SystemParameters(
                        OptionalInt.empty(),
                        OptionalInt.of(256),
                        OptionalInt.of(256),
                        new SimToolkit(Octets.of(0), FIVE_ENTRIES, true)),
                null);
        Octets expected = Octets.hex("c900ef1cc8020100c7020100ca12010001001505000000000000000000000000");
        assertThat(parameters.encode()).isEqualTo(expected);
        assertThat(InstallParameters.decode(expected).success()).contains(parameters);
    }

    @Test
    void everyFieldHasItsPlace() {
        ToolkitParameters toolkit = new ToolkitParameters(
                2,
                3,
                4,
                List.of(new MenuEntry(5, 6), new MenuEntry(7, 8)),
                1,
                Octets.hex("0116"),
                List.of(Tar.hex("a1b2c3"), Tar.hex("d4e5f6")));
        Aid usim = Aid.hex("a0000000871002");
        InstallParameters parameters = new InstallParameters(
                Octets.hex("cafe"),
                new SystemParameters(
                        OptionalInt.of(0x8000),
                        OptionalInt.of(0x7fff),
                        OptionalInt.of(0),
                        new SimToolkit(Octets.hex("02ff"), toolkit, false)),
                new UiccParameters(
                        new UiccToolkit(toolkit, 8),
                        List.of(new FileAccess(null, Octets.of(0), Octets.EMPTY)),
                        List.of(new FileAccess(usim, Octets.hex("020001"), Octets.hex("11")))));
        String common = "02030402" + "05060708" + "01" + "020116" + "06a1b2c3d4e5f6";
        Octets expected = Octets.hex("c902cafe"
                + "ef26" + "c60400008000" + "c8027fff" + "c7020000" + "ca16" + "0202ff" + common
                + "ea2c" + "8014" + common + "08" + "8104" + "00" + "0100" + "00"
                + "820e" + "07a0000000871002" + "03020001" + "0111");
        assertThat(parameters.encode()).isEqualTo(expected);
        assertThat(InstallParameters.decode(expected).success()).contains(parameters);
    }

    @Test
    void theObjectsMayStandInAnyOrder() {
        assertThat(decoded("ef08c7020001c8020002c900").system())
                .isEqualTo(new SystemParameters(OptionalInt.empty(), OptionalInt.of(2), OptionalInt.of(1), null));
    }

    @ParameterizedTest
    @CsvSource({"127,c97f", "128,c98180", "255,c981ff", "256,c9820100"})
    void lengthsAreBer(int length, String start) {
        InstallParameters parameters = new InstallParameters(Octets.copyOf(new byte[length]), null, null);
        assertThat(parameters.encode().toHex()).startsWith(start);
        assertThat(InstallParameters.decode(parameters.encode()).success()).contains(parameters);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // no C9
                "ef00", // no C9
                "c900c900", // twice
                "c900ef08c7020001c7020001", // twice inside
                "c901", // beyond the end
                "c90000", // more after it
                "c900ca00", // toolkit parameters outside EF
                "c900ef03c70100", // quota of one octet
                "c900ef05c70300000a", // quota of three
                "c900ef06c70480000000", // quota over 2 GB
                "c900ef03cb0100", // not an object of EF
                "c900ea0b800900000f010000000000", // services missing
                "c900ea0d800b00000f0100000000000000", // one octet more
                "c900ea0c800a00090f01000000000000", // nine timers
                "c900ea0c800a00000f01000008000000", // eight channels
                "c900ea0c800a00000f01000000000009", // nine services
                "c900ea0d800b00000f01000000000100" + "00", // TAR of one octet
                "c900ea0c800a00000fff000000000000", // 255 entries, none there
                "c900ea028100", // no file system
                "c900ea0781050401020304", // AID of four octets
                "c9840000000000" // length of five octets
            })
    void refusesWhatIsNotWellFormed(String hex) {
        assertThat(InstallParameters.decode(Octets.hex(hex)).failure()).isPresent();
    }

    @Test
    void aValueOutOfRangeCannotExist() {
        assertThatThrownBy(() -> new ToolkitParameters(0, 9, 0, List.of(), 0, Octets.EMPTY, List.of()))
                .hasMessage("timers: expected 0 to 8, got 9");
        assertThatThrownBy(() -> new ToolkitParameters(0, 0, 256, List.of(), 0, Octets.EMPTY, List.of()))
                .hasMessage("menu text length: expected 0 to 255, got 256");
        assertThatThrownBy(() -> new ToolkitParameters(
                        0, 0, 0, List.of(), 0, Octets.EMPTY, Collections.nCopies(86, Tar.hex("000001"))))
                .hasMessage("TARs: expected 0 to 85, got 86");
        assertThatThrownBy(
                        () -> new SystemParameters(OptionalInt.of(-1), OptionalInt.empty(), OptionalInt.empty(), null))
                .hasMessageStartingWith("quota");
        assertThatThrownBy(() -> Aid.hex("a0000000")).hasMessage("AID: expected 5 to 16 octets, got 4");
        assertThatThrownBy(() -> new Aid(Octets.copyOf(new byte[17])))
                .hasMessage("AID: expected 5 to 16 octets, got 17");
    }
}
