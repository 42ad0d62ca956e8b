// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.packet.bytes.Octets;

final class FileValueTest {
    /** Written, as the standards have it, and read again. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLMN_LIST | 262-01, 310-410 | 62f210130014",
                "PLMN_LIST | none | ffffffffffff",
                "PLMN_ACT_LIST | 246-81 utran e-utran, 262-01 | 42f618c00062f2100000",
                "SPN | Operator; show network | 014f70657261746f72ffffffffffffffff",
                "SPN | Operator; hide abroad | 024f70657261746f72ffffffffffffffff",
                "NUMBER | +491711234567; Al | 416cff0791947111325476ffffffffffff",
                "NUMBER | none | ffffffffffffffffffffffffffffff",
                "SERVICE_CENTRE | +491710760000 | fdffffffffffffffffffffffff0791947101670000ffffffffffffff",
                "IMSI | 262011234567890 | 082926102143658709",
                "ICCID | 8949010000000000018 | 989410000000000010f8",
                "LOCATION | 262-01; 1234; 0a0b0c0d; updated | 0a0b0c0d62f2101234ff00",
                "LOCATION | none; fffe; ffffffff; not updated | fffffffffffffffffeff01",
                "ADMINISTRATIVE_DATA | normal; 2 | 00000002",
                "ADMINISTRATIVE_DATA | type approval specific; 3; 0001 | 81000103",
                "SERVICES | 1-2, 17-19 | 030007",
                "SIM_SERVICES | 1, 4-5 | c303",
                "EMERGENCY_NUMBER | 112; SOS; police ambulance | 11f2ff534f53ff03",
                "EMERGENCY_NUMBER | none | ffffffffffffffff",
                "SIM_EMERGENCY_NUMBERS | 112, 911 | 11f2ff19f1ff",
                "NETWORK_NAME | hello | 430685e8329bfd06",
                "NETWORK_NAME | Operator; Op | 4308804f78591ea6bfe54503824f38",
                "OPERATOR_RULE | 262-01 0000-fffe 1 | 62f2100000fffe01",
                "LANGUAGES | de, en | 6465656e",
                "SIM_LANGUAGES | de, en | 0001",
                "APPLICATION_ENTRY | a0000000871002; USIM | 610f4f07a000000087100250045553494d",
                "ACCESS_CLASSES | 3, 12 | 1008",
                "SEARCH_PERIOD | 30 min | 05"
            })
    void aValueIsWrittenInWordsAndReadAgain(FileValue value, String text, String hex) {
        Octets octets = Octets.hex(hex.replace(" ", ""));

        assertThat(value.encode(text, OptionalInt.of(octets.length())).toHex()).isEqualTo(octets.toHex());
        assertThat(value.decode(octets).success()).contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLMN_LIST | 262-1 | PLMN: expected as 262-01",
                "PLMN_LIST | 262-01,,262-02 | list: expected a value between two commas",
                "PLMN_ACT_LIST | 262-01 5g | access technology: expected utran, e-utran",
                "SPN | An operator with a long name | SPN: expected 1 to 16 octets",
                "SPN | Operator; bold | SPN: expected \"show network\" or \"hide abroad\"",
                "NUMBER | 0049 171 | number: expected up to 20 digits",
                "LOCATION | 262-01; 123 | area: expected four hexadecimal digits",
                "LOCATION | 262-01; 1234; ffffffff; lost | status: expected updated",
                "ADMINISTRATIVE_DATA | normal; 4 | MNC digits: expected 2 or 3",
                "SERVICES | 0 | service: expected",
                "SERVICES | 900-2000 | service: expected",
                "EMERGENCY_NUMBER | 1234567 | emergency number: expected 1 to 6 digits",
                "NETWORK_NAME | ; Op | characters of the full name: expected 1 to 100",
                "OPERATOR_RULE | 262-01 1 | OPL: expected as 262-01 0000-fffe 1",
                "LANGUAGES | deu | language: expected two letters",
                "SIM_LANGUAGES | jp | language: expected de, en",
                "APPLICATION_ENTRY | a000; x | AID: expected 5 to 16 octets",
                "ACCESS_CLASSES | 10 | access class: expected 0 to 9 or 11 to 15",
                "SEARCH_PERIOD | 5 | period: expected minutes, a multiple of 6"
            })
    void whatIsNoValueIsRefusedWithWhatWasExpected(FileValue value, String text, String message) {
        assertThatThrownBy(() -> value.encode(text, OptionalInt.of(20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aRecordWhoseLengthNobodyKnowsAsksForIt() {
        assertThatThrownBy(() -> FileValue.NUMBER.encode("+491", OptionalInt.empty()))
                .hasMessageStartingWith("length: expected the octets of a record");
    }

    @ParameterizedTest
    @EnumSource
    void octetsOfAnyKindAreReadOrRefusedAndWhatWasReadIsWrittenAgain(FileValue value) {
        Random random = new Random(value.name().hashCode());
        for (int round = 0; round < 3000; round++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            for (int i = random.nextInt(octets.length + 1); i < octets.length; i++) {
                octets[i] = (byte) 0xFF;
            }
            value.decode(Octets.copyOf(octets))
                    .success()
                    .ifPresent(text -> assertThat(text).isNotNull());
        }
    }

    @ParameterizedTest
    @EnumSource
    void textOfAnyKindIsWrittenOrRefusedAsDeclared(FileValue value) {
        Random random = new Random(value.name().hashCode());
        String letters = "0123456789+-;, \tabfxDX*#none§€€\uD83D";
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            OptionalInt length = random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(60));
            try {
                Octets octets = value.encode(text.toString(), length);
                assertThat(octets.length()).isEqualTo(length.orElse(octets.length()));
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("expected");
            }
        }
    }

    @Test
    void aKnownFileFillsAValueUpToItsLengthOrTheLeastOfTheStandard() {
        KnownFile forbidden = KnownFile.named("EF.FPLMN").orElseThrow();
        assertThat(forbidden.encode("262-01", OptionalInt.empty()).toHex()).isEqualTo("62f210" + "ff".repeat(9));
        assertThat(forbidden.encode("262-01", OptionalInt.of(6)).toHex()).isEqualTo("62f210ffffff");
        assertThat(forbidden
                        .encode("262-01,262-02,262-03,262-04,262-05", OptionalInt.empty())
                        .length())
                .isEqualTo(15);
        KnownFile name = KnownFile.named("EF.SPN").orElseThrow();
        assertThatThrownBy(() -> name.encode("Operator", OptionalInt.of(20)))
                .hasMessage("length: expected 17, which is that of ADF.USIM/EF.SPN, got 20");
        KnownFile group = KnownFile.named("EF.GID1").orElseThrow();
        assertThatThrownBy(() -> group.encode("x", OptionalInt.empty()))
                .hasMessageStartingWith("value: expected data in hexadecimal");
    }

    @Test
    void theSameNameIsAnotherFileOnASim() {
        assertThat(KnownFile.named("EF.SPN", FileCommand.SIM).map(KnownFile::name))
                .contains("DF.GSM/EF.SPN");
        assertThat(KnownFile.named("EF.SPN", FileCommand.UICC).map(KnownFile::name))
                .contains("ADF.USIM/EF.SPN");
        assertThat(KnownFile.named("ADF.USIM/EF.SPN", FileCommand.SIM)).isEmpty();
    }
}
