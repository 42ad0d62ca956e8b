// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.script.ScriptElement.ScriptChaining;

class ExpandedScriptTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aa12220700a40004026f46220700a40004023f00",
                "ae80220700a40004026f46220500b00000110000",
                "aa0f8301018101818200220500b0000011",
                "aa03830111",
                "aa03830103",
            })
    void aScriptIsReadAndWrittenBack(String hex) {
        assertThat(ExpandedScript.decode(Octets.hex(hex))
                        .success()
                        .orElseThrow()
                        .encode()
                        .toHex())
                .isEqualTo(hex);
    }

    @Test
    void lengthsAbove127TakeTheLongForm() {
        CommandApdu update = new CommandApdu(0, 0xD6, 0, 0, Octets.copyOf(new byte[200]), 0);
        ExpandedScript script = ExpandedScript.of(TemplateLength.DEFINITE, List.of(update, update));
        assertThat(script.encode().toHex()).startsWith("aa8201a02281cd00d60000c8");
        assertThat(ExpandedScript.decode(script.encode()).success()).contains(script);
    }

    @ParameterizedTest
    @CsvSource({
        "'', template tag, 0",
        "ab00, template tag, 0",
        "aa, template length, 1",
        "aa00, script, 1",
        "aa08220500b0000011, template length, 1",
        "aa06220500b0000011, template length, 1",
        "aa848080, template length, 1",
        "ae07220500b0000011, template length, 1",
        "ae80220500b0000011, end of content, 9",
        "ae80220500b000001100, end of content, 9",
        "ae80220500b00000110001, end of content, 9",
        "ae80220500b0000011000000, template, 11",
        "aa07230500b0000011, object tag, 2",
        "aa07220600b0000011, C-APDU length, 3",
        "aa07220500a4000402, , ",
        "aa05220300b000, C-APDU P2, 7",
        "aa028100, immediate action length, 3",
        "aa03830104, script chaining, 4",
        "aa0483020101, script chaining length, 3",
        "aa0a220500b0000011830101, script chaining, 1",
    })
    void eachBrokenRuleNamesFieldAndOffset(String hex, String field, Integer offset) {
        var failure = ExpandedScript.decode(Octets.hex(hex)).failure();
        assertThat(failure.map(wrong -> wrong.field()).orElse(null)).isEqualTo(field);
        assertThat(failure.map(wrong -> wrong.offset()).orElse(null)).isEqualTo(offset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab0780010223029000",
                "ab0b800102230290002302" + "6a82",
                "af80230401029000230261180000",
                "ab06800100810101",
                "ab06800100830102",
                "ab06800101900101",
                "ab08800200c823029000",
            })
    void aResponseIsReadAndWrittenBack(String hex) {
        assertThat(ExpandedResponse.decode(Octets.hex(hex))
                        .success()
                        .orElseThrow()
                        .encode()
                        .toHex())
                .isEqualTo(hex);
    }

    @Test
    void theNumberOfExecutedObjectsMayBeMoreThanTheCommands() {
        ExpandedResponse response = ExpandedResponse.decode(Octets.hex("ab0a8001022304010262f1"))
                .success()
                .orElse(null);
        assertThat(response).isNull();
        response = ExpandedResponse.decode(Octets.hex("ab098001022304010262f1"))
                .success()
                .orElseThrow();
        assertThat(response.executed()).isEqualTo(OptionalInt.of(2));
        assertThat(response.commandResponses())
                .containsExactly(new ResponseApdu(Octets.hex("0102"), StatusWord.RESPONSE_TRUNCATED));
    }

    @ParameterizedTest
    @CsvSource({
        "aa03800100, template tag, 0",
        "ab00, object tag, 2",
        "ab0423029000, object tag, 2",
        "ab06800101800101, object tag, 5",
        "af808001010000, object tag, 2",
        "ab028000, number of executed objects length, 3",
        "ab058003000001, number of executed objects length, 3",
        "ab06800101230190, R-APDU SW1 SW2, 7",
        "ab058001018300, script chaining response length, 6",
        "ab058001019000, bad format length, 6",
        "ab058001018200, object tag, 5",
    })
    void eachBrokenRuleOfAResponseNamesFieldAndOffset(String hex, String field, int offset) {
        var failure = ExpandedResponse.decode(Octets.hex(hex)).failure().orElseThrow();
        assertThat(failure.field()).isEqualTo(field);
        assertThat(failure.offset()).isEqualTo(offset);
    }

    @Test
    void whatCannotBeSentCannotBeMade() {
        assertThatThrownBy(() -> new ExpandedScript(TemplateLength.DEFINITE, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        ScriptElement first = new ScriptElement.ErrorAction(Octets.EMPTY);
        assertThatThrownBy(() -> new ExpandedScript(
                        TemplateLength.DEFINITE, List.of(first, new ScriptChaining(ScriptChaining.Link.LAST))))
                .hasMessageContaining("script chaining");
        assertThatThrownBy(() -> new ExpandedResponse(TemplateLength.DEFINITE, OptionalInt.empty(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        ScriptElement big = new ScriptElement.ErrorAction(Octets.copyOf(new byte[40_000]));
        assertThatThrownBy(() -> new ExpandedScript(TemplateLength.DEFINITE, List.of(big, big)))
                .hasMessageContaining("65535");
    }

    @Test
    void randomOctetsNeverThrow() {
        SplittableRandom random = new SplittableRandom(5);
        int[] heads = {0xAA, 0xAE, 0xAB, 0xAF};
        int[] tags = {0x22, 0x23, 0x80, 0x81, 0x82, 0x83, 0x90, 0x00, 0x01, 0x02, 0x05};
        for (int i = 0; i < 50_000; i++) {
            byte[] octets = new byte[1 + random.nextInt(30)];
            for (int j = 0; j < octets.length; j++) {
                octets[j] = (byte) (random.nextBoolean() ? tags[random.nextInt(tags.length)] : random.nextInt(256));
            }
            octets[0] = (byte) heads[random.nextInt(heads.length)];
            Octets input = Octets.copyOf(octets);
            ExpandedScript.decode(input)
                    .success()
                    .ifPresent(script -> assertThat(
                                    ExpandedScript.decode(script.encode()).success())
                            .contains(script));
            ExpandedResponse.decode(input)
                    .success()
                    .ifPresent(response -> assertThat(
                                    ExpandedResponse.decode(response.encode()).success())
                            .contains(response));
        }
    }
}
