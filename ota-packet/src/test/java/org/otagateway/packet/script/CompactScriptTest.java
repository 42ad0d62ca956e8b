// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.Octets;

class CompactScriptTest {
    private static CompactScript decode(String hex) {
        return CompactScript.decode(Octets.hex(hex)).success().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "00a40004026f4600b0000011, 2",
        "00a40004026f4600d6000011014f7261636c654f5441ffffffffffffff00b0000011, 3",
        "00a40004026f0600b2010428, 2",
        "a0a40000023f00a0a40000026f07a0b0000009, 3",
        "00a40004026f4600, 1",
        "a0a40000026f46a004000000, 2",
        "80f28002024f0000c0000000, 2",
        "80f2000000, 1",
        "80cb008001a5, 1",
        "80cb000000, 1",
        "0070000001, 1",
        "007080010000a40004023f00, 2",
        "80aa00000281ff00a40004023f00, 2",
    })
    void aScriptIsCutIntoCommandsAndJoinedAgain(String hex, int commands) {
        CompactScript script = decode(hex);
        assertThat(script.commands()).hasSize(commands);
        assertThat(script.encode().toHex()).isEqualTo(hex);
    }

    @Test
    void aSingleOctetAtTheEndIsTheLeOfTheLastCommand() {
        CommandApdu select = decode("00a40004026f4600").commands().get(0);
        assertThat(select.ne()).isEqualTo(256);
        assertThat(select.data().toHex()).isEqualTo("6f46");
    }

    @ParameterizedTest
    @CsvSource({
        "'', CLA, 0",
        "00a40004, P3, 4",
        "00a40004026f, data, 5",
        "00a40004026f4600a4, P1, 9",
        "ffa40004026f46, CLA, 0",
        "00b00000ffff, CLA, 5",
    })
    void aScriptThatEndsEarlyNamesFieldAndOffset(String hex, String field, int offset) {
        var failure = CompactScript.decode(Octets.hex(hex)).failure().orElseThrow();
        assertThat(failure.field()).isEqualTo(field);
        assertThat(failure.offset()).isEqualTo(offset);
        assertThat(failure.clause()).isEqualTo("TS 102 226 5.1.1");
    }

    @Test
    void randomOctetsNeverThrowAndWhatDecodesIsWrittenBack() {
        SplittableRandom random = new SplittableRandom(11);
        int good = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] octets = new byte[random.nextInt(40)];
            random.nextBytes(octets);
            Octets script = Octets.copyOf(octets);
            Decoded<CompactScript> decoded = CompactScript.decode(script);
            if (decoded instanceof Decoded.Ok<CompactScript> ok) {
                good++;
                assertThat(ok.value().encode()).isEqualTo(script);
            }
        }
        assertThat(good).isPositive();
    }

    @Test
    void moreThan255CommandsAreRefused() {
        Octets script = Octets.hex("0044000000".repeat(256));
        assertThat(CompactScript.decode(script).failure().orElseThrow().expected())
                .isEqualTo("at most 255 commands");
    }

    @Test
    void leAfterDataCannotStandBeforeAnotherCommand() {
        CommandApdu select = new CommandApdu(0, 0xA4, 0, 4, Octets.hex("6f46"), 256);
        CommandApdu read = new CommandApdu(0, 0xB0, 0, 0, Octets.EMPTY, 17);
        assertThatThrownBy(() -> new CompactScript(List.of(select, read)))
                .hasMessageContaining("command 1: Le after data");
        assertThatThrownBy(() -> new CompactScript(List.of())).hasMessageContaining("1 to 255");
        CommandApdu bare = new CommandApdu(0, 0xB0, 0, 0, Octets.EMPTY, 0);
        assertThatThrownBy(() -> new CompactScript(List.of(bare))).hasMessageContaining("takes Le");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00A40004026F4 | odd, even number of hexadecimal digits",
                "00A40004026F4G | hexadecimal digits, got 'G'",
                "00A400 | at least CLA INS P1 P2, got 3",
                "00A40004036F46 | Lc says 3 octets of data, got 2",
                "00A40004026F464600 | Lc says 2 octets of data, got 4",
                "00A40004026F4600 | leave it out",
                "00D6000011 | Lc says 17 octets of data, got none",
                "00B00000 | expected Le after P2",
                "00B000000100 | P3 is Le",
                "00D6000000010203 | short lengths only",
                "FFA40004026F46 | CLA",
            })
    void aFaultNamesTheCommandAndWhatIsWrong(String apdu, String part) {
        ScriptReading reading = ScriptReading.compact(List.of("00A40004023F00", apdu));
        assertThat(reading).isInstanceOfSatisfying(ScriptReading.Invalid.class, invalid -> {
            assertThat(invalid.faults()).hasSize(1);
            assertThat(invalid.faults().get(0).command()).isEqualTo(2);
            assertThat(invalid.faults().get(0).problem()).contains(part.replace("odd, ", ""));
        });
    }

    @Test
    void onlyTheLastCommandMayAskForData() {
        ScriptReading reading = ScriptReading.compact(List.of("00A40004026F46", "00B0000011", "00A40004023F00"));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        ScriptReading.Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .singleElement()
                                .hasToString("command 2: asks for data, and only the last command may"));
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThat(ScriptReading.compact(List.of("0", "00A40004026F46", "xx")))
                .isInstanceOfSatisfying(
                        ScriptReading.Invalid.class,
                        invalid -> assertThat(invalid.faults())
                                .extracting(ScriptFault::command)
                                .containsExactly(1, 3));
    }

    @Test
    void aGoodScriptIsWhatItsOctetsSay() {
        ScriptReading reading =
                ScriptReading.compact(List.of("00A40004026F46", "A0040000", "9044000000", "00B0000000"));
        assertThat(reading)
                .isInstanceOfSatisfying(
                        ScriptReading.Valid.class,
                        valid -> assertThat(valid.script().encode().toHex())
                                .isEqualTo("00a40004026f46a004000000904400000000b0000000"));
    }

    @Test
    void aScriptHas1To255Commands() {
        assertThat(ScriptReading.compact(List.of())).isInstanceOf(ScriptReading.Invalid.class);
        assertThat(ScriptReading.compact(Collections.nCopies(256, "0044000000")))
                .isInstanceOf(ScriptReading.Invalid.class);
        assertThat(ScriptReading.compact(Collections.nCopies(255, "0044000000")))
                .isInstanceOf(ScriptReading.Valid.class);
    }

    @Test
    void aResponseHasNumberStatusWordAndData() {
        CompactResponse response =
                CompactResponse.decode(Octets.hex("029000014f6e")).success().orElseThrow();
        assertThat(response).isEqualTo(new CompactResponse(2, StatusWord.OK, Octets.hex("014f6e")));
        assertThat(response.encode().toHex()).isEqualTo("029000014f6e");
        var failure = CompactResponse.decode(Octets.hex("0290")).failure().orElseThrow();
        assertThat(failure.field()).isEqualTo("last status word");
        assertThat(failure.offset()).isEqualTo(1);
    }
}
