// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarePlaceholdersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a: ${X}}                  | {a: '${X}'}",
                "{a: ${X}, b: ${Y} }        | {a: '${X}', b: '${Y}' }",
                "[${X},${Y}]                | ['${X}','${Y}']",
                "a: 00D6${x}90${y}          | a: '00D6${x}90${y}'",
                "- ${X}  # why              | - '${X}'  # why",
                "url: jdbc:sqlite:${D}/o.db | url: 'jdbc:sqlite:${D}/o.db'",
            })
    void aBareValueWithAPlaceholderIsQuoted(String written, String read) {
        assertThat(BarePlaceholders.quoted(written)).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a: \"${X}\", b: 1}",
                "{a: '${X}'}",
                "a: \"b: ${X}\"",
                "a: \"b, ${X}, c\"",
                "a: one ${X} two",
                "a: ${X} two",
                "a: {b: 1}",
                "a: $X",
            })
    void everythingElseStays(String written) {
        assertThat(BarePlaceholders.quoted(written)).isEqualTo(written);
    }

    @Test
    void aPlaceholderInAFlowMapReachesItsValue() {
        YamlMap map =
                YamlFile.read("t.yaml", "links:\n  - {name: a, password: ${X}, port: 1}\n", (UnaryOperator<String>)
                        text -> text.replace("${X}", "p{,}"));
        YamlMap link = map.required("links").asList().nodes().get(0).asMap();
        assertThat(link.scalar("password").anyText()).isEqualTo("p{,}");
        assertThat(link.scalar("port").integer(0, 9)).isEqualTo(1);
    }
}
