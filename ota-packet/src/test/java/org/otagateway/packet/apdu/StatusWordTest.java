// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.apdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusWordTest {
    @ParameterizedTest
    @CsvSource({
        "9000, DONE",
        "9112, DONE",
        "9201, DONE",
        "9240, EXECUTION_ERROR",
        "6118, DATA_AVAILABLE",
        "9f16, DATA_AVAILABLE",
        "6282, WARNING",
        "63c2, WARNING",
        "6581, EXECUTION_ERROR",
        "6a82, CHECKING_ERROR",
        "9404, CHECKING_ERROR",
        "9804, CHECKING_ERROR",
        "9001, UNKNOWN",
        "1234, UNKNOWN",
    })
    void eachWordHasItsKind(String hex, StatusWord.Kind kind) {
        StatusWord word = new StatusWord(Integer.parseInt(hex, 16));
        assertThat(word.kind()).isEqualTo(kind);
        assertThat(word.toHex()).isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource({
        "9000, done",
        "6a82, file not found",
        "6118, 24 octets",
        "6100, 256 octets",
        "63c2, 2 tries left",
        "6c10, Le must be 16",
        "9203, 3 retries",
    })
    void meaningIsPlainEnglish(String hex, String part) {
        assertThat(new StatusWord(Integer.parseInt(hex, 16)).meaning()).contains(part);
    }

    @Test
    void everyWordHasAMeaning() {
        for (int value = 0; value <= 0xFFFF; value++) {
            assertThat(new StatusWord(value).meaning()).isNotBlank();
        }
        assertThatThrownBy(() -> new StatusWord(0x10000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aScriptGoesOnAfterAWarningAndStopsAtAnError() {
        assertThat(new StatusWord(0x6282).letsScriptGoOn()).isTrue();
        assertThat(new StatusWord(0x6118).letsScriptGoOn()).isTrue();
        assertThat(new StatusWord(0x6A82).letsScriptGoOn()).isFalse();
        assertThat(new StatusWord(0x9404).letsScriptGoOn()).isFalse();
    }

    @Test
    void patternsMatchTheirDigits() {
        StatusWordPattern pattern = StatusWordPattern.parse("91XX");
        assertThat(pattern.matches(new StatusWord(0x9112))).isTrue();
        assertThat(pattern.matches(new StatusWord(0x9012))).isFalse();
        assertThat(pattern).hasToString("91xx");
        assertThat(ExpectedStatusWords.parse(List.of("9000, 63c0")).matches(new StatusWord(0x63C0)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "900", "90000", "90g0", "90 0"})
    void whatIsNoPatternIsNamed(String text) {
        assertThatThrownBy(() -> StatusWordPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void theSimClassAlsoExpectsDoneAfterRetries() {
        assertThat(ExpectedStatusWords.defaultFor(0xA0).matches(new StatusWord(0x9203)))
                .isTrue();
        assertThat(ExpectedStatusWords.defaultFor(0x00).matches(new StatusWord(0x9203)))
                .isFalse();
        assertThat(ExpectedStatusWords.defaultFor(0x00)).hasToString("9000,91xx,61xx,9fxx");
    }
}
