// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;

class YamlFileTest {
    private static YamlMap read(String text) {
        return YamlFile.read("f.yaml", text, UnaryOperator.identity());
    }

    @Test
    void valuesStandAsTheyWereWritten() {
        YamlMap yaml = read("a: 000000\nb: 1639\nc: 'x'\nd: 00A40004026F46\ne: 1e5\nf: [00, \"01\"]\n");

        assertThat(yaml.scalar("a").anyText()).isEqualTo("000000");
        assertThat(yaml.scalar("b").anyText()).isEqualTo("1639");
        assertThat(yaml.scalar("d").anyText()).isEqualTo("00A40004026F46");
        assertThat(yaml.scalar("e").anyText()).isEqualTo("1e5");
        assertThat(yaml.required("f").asList().nodes())
                .extracting(node -> node.asScalar().anyText())
                .containsExactly("00", "01");
    }

    @Test
    void aFaultOfTheYamlNamesTheLineAndWhatStoodThere() {
        assertThatThrownBy(() -> read("a:\n\t- b\n"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("f.yaml:2: expected YAML (found character")
                .hasMessageContaining("TAB");
    }

    @Test
    void typedValuesAreRead() {
        YamlMap yaml = read("t: true\nn: 12\no: F6\nd: PT10M\n");

        assertThat(yaml.scalar("t").bool()).isTrue();
        assertThat(yaml.scalar("n").integer(1, 12)).isEqualTo(12);
        assertThat(yaml.scalar("o").octet()).isEqualTo(0xF6);
        assertThat(yaml.scalar("d").duration()).isEqualTo(Duration.ofMinutes(10));
        assertThat(yaml.scalar("n").oneOf(Map.of("12", "twelve"))).isEqualTo("twelve");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            b: 1            | f.yaml:1: expected the key n
            n: x            | f.yaml:1: n: expected a number from 1 to 9, got 'x'
            n: 10           | f.yaml:1: n: expected a number from 1 to 9, got '10'
            n:              | f.yaml:1: n: expected a value
            n: [1]          | f.yaml:1: n: expected a single value
            n: {a: 1}       | f.yaml:1: n: expected a single value
            {n: 1, n: 2}    | f.yaml:1: n: expected each key once
            {n: 1, o: 2}    | f.yaml:1: o: expected no such key, but one of n
            {x: &a 1, n: *a}| f.yaml:1: n: expected a value, not an alias
            [1, 2]          | f.yaml:1: expected a map of keys and values
            text            | f.yaml:1: expected a map of keys and values
            {n: 1           | f.yaml:1: expected YAML
            """)
    void aFaultNamesFileLineKeyAndExpectation(String text, String message) {
        assertThatThrownBy(() -> {
                    YamlMap yaml = read(text);
                    yaml.scalar("n").integer(1, 9);
                    yaml.noOtherKeys();
                })
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aFaultNamesTheLineOfTheValue() {
        YamlMap yaml = read("a: 1\n\nb:\n  - x\n  - y: {z: no}\n");

        assertThatThrownBy(() -> yaml.required("b")
                        .asList()
                        .nodes()
                        .get(1)
                        .asMap()
                        .required("y")
                        .asMap()
                        .scalar("z")
                        .bool())
                .hasMessage("f.yaml:5: b[2].y.z: expected true or false, got 'no'");
    }

    @Test
    void aSecretIsNotShown() {
        assertThatThrownBy(() -> read("p: hunter2").scalar("p").secret().integer(1, 2))
                .hasMessage("f.yaml:1: p: expected a number from 1 to 2");
    }

    @Test
    void twoDocumentsAndAnEmptyFileAreRefused() {
        assertThatThrownBy(() -> read("a: 1\n---\nb: 2\n")).hasMessageContaining("one document");
        assertThatThrownBy(() -> read("")).hasMessageContaining("a map of keys and values");
    }

    @Test
    void aFileThatIsNotThereIsAUserError(@TempDir Path directory) {
        Path file = directory.resolve("none.yaml");

        assertThatThrownBy(() -> YamlFile.read(file))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": expected a file that can be read (there is none)");
        assertThatThrownBy(() -> YamlFile.read(directory)).isInstanceOf(UserError.class);
    }
}
