// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardColumns;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.input.CsvReader;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.ScriptTemplate;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.secured.ResponseChannel;

class JobFileTest {
    private static final String HEAD = "name: n\napplication: usim-rfm\n";
    private static final String LINE = "script: [00A40004026F46]\n";

    @TempDir
    Path directory;

    private JobFile read(String text) throws IOException {
        return JobFile.read(
                Files.writeString(directory.resolve("job.yaml"), text), CardProfiles.load(null), Optional.empty());
    }

    private static CardColumns columns(String header) {
        try (CardRows rows = CardRows.of(
                CsvReader.of("cards.csv", new ByteArrayInputStream((header + "\n").getBytes(StandardCharsets.UTF_8))),
                number -> number)) {
            return rows.columns();
        }
    }

    @Test
    void theExampleOfTheRepositoryIsReadWithAllItsKeys() {
        JobDefinition job = JobFile.read(
                        Path.of("../config/job-example.yaml"), CardProfiles.load(null), Optional.empty())
                .definition();

        assertThat(job.name()).isEqualTo("service-provider-name");
        assertThat(job.script()).extracting(Operation::describe).containsExactly("00A40004026F46", "00D6000011${spn}");
        assertThat(job.columns()).containsExactly("spn");
        assertThat(job.expect()).hasToString("9000");
        assertThat(job.repeatable()).isFalse();
        assertThat(job.policy())
                .isEqualTo(new Policy(
                        5,
                        Duration.ofHours(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(10),
                        Duration.ofDays(14),
                        10,
                        OptionalInt.of(200),
                        false,
                        OptionalDouble.of(5)));
        assertThat(job.application("generic")).isNotNull();
        assertThat(job.application("other")).isNull();
    }

    @Test
    void aJobWithoutAPolicyHasTheUsualOne() throws IOException {
        assertThat(read(HEAD + LINE).definition().policy()).isEqualTo(Policy.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "00A40004026F46, 9000, true",
        "00A40004026F46, 910f, true",
        "00A40004026F46, 9240, false",
        "A0A40000026F46, 9201, true",
        "A0A40000026F46, 6a82, false",
    })
    void theDefaultExpectationDependsOnTheClassOfTheLastCommand(String apdu, String word, boolean wanted)
            throws IOException {
        JobDefinition job = read(HEAD + "script: [" + apdu + "]\n").definition();

        assertThat(Objects.requireNonNull(job.expect()).matches(new StatusWord(Integer.parseInt(word, 16))))
                .isEqualTo(wanted);
    }

    @Test
    void anExpectationIsAPatternAListOrNone() throws IOException {
        assertThat(read(HEAD + LINE + "expect: 91xx\n").definition().expect()).hasToString("91xx");
        assertThat(read(HEAD + LINE + "expect: [9000, 61XX]\n").definition().expect())
                .hasToString("9000,61xx");
        assertThat(read(HEAD + LINE + "expect: none\n").definition().expect()).isNull();
    }

    @Test
    void theLinksMayTurnTheWayOfTheProofOfReceipt() throws IOException {
        Path file = Files.writeString(directory.resolve("job.yaml"), HEAD + LINE);
        JobDefinition job = JobFile.read(file, CardProfiles.load(null), Optional.of(ResponseChannel.DELIVER_REPORT))
                .definition();

        assertThat(Objects.requireNonNull(job.application("generic"))
                        .application()
                        .spi())
                .hasToString("1619");
    }

    @Test
    void aDefinitionComesBackFromTheStoreAsItWas() throws IOException {
        JobDefinition job = read(HEAD + LINE + "expect: none\npolicy: {rate: 7, stop-after-failures: 0.5%}\n")
                .definition();

        assertThat(JobDefinition.fromJson(job.toJson())).isEqualTo(job);
        assertThatThrownBy(() -> JobDefinition.fromJson("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> JobDefinition.fromJson("{")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {application: usim-rfm, script: [00A40004026F46]}                          | :1: expected the key name
            {name: n, script: [00A40004026F46]}                                        | :1: expected the key application
            {name: n, application: x, script: [00A40004026F46]}                        | :1: application: expected an application of the card profiles: ram, sim-rfm, usim-rfm, got 'x'
            {name: n, application: usim-rfm}                                           | :1: expected the key script
            {name: n, application: usim-rfm, script: []}                               | :1: script: expected at least one APDU
            {name: n, application: usim-rfm, script: [00A4000402]}                     | :1: script[1]: expected an APDU (Lc says 2 octets of data, got none), got '00A4000402'
            {name: n, application: usim-rfm, script: [00A40004026F4]}                  | :1: script[1]: expected an APDU (
            {name: n, application: usim-rfm, script: [00A4xx]}                         | :1: script[1]: expected hexadecimal digits and ${column}
            {name: n, application: usim-rfm, script: ["00${kic1}"]}                    | :1: script[1]: expected no key, algorithm or counter of a card in a script
            {name: n, application: usim-rfm, script: [00A40004026F46], expect: 90}     | :1: expect: expected a status word
            {name: n, application: usim-rfm, script: [00A40004026F46], expect: []}     | :1: expect: expected a status word
            {name: n, application: usim-rfm, script: [00A40004026F46], repeatable: no} | :1: repeatable: expected true or false, got 'no'
            {name: n, application: usim-rfm, script: [00A40004026F46], polcy: 1}       | :1: polcy: expected no such key
            {name: n, application: usim-rfm, script: [00A40004026F46], policy: {validity: 1h}} | :1: policy.validity: expected a duration of ISO 8601
            {name: n, application: usim-rfm, script: [00A40004026F46], policy: {validity: PT0S}} | :1: policy.validity: expected PT1S to PT1512H, got 'PT0S'
            {name: n, application: usim-rfm, script: [00A40004026F46], policy: {attempts: 0}} | :1: policy.attempts: expected a number from 1 to 100, got '0'
            {name: n, application: usim-rfm, script: [00A40004026F46], policy: {stop-after-failures: 5}} | :1: policy.stop-after-failures: expected a percentage
            {name: n, application: usim-rfm, script: [00A40004026F46], policy: {stop-after-failures: 0%}} | :1: policy.stop-after-failures: expected above 0 % up to 100 %
            {name: n, application: usim-rfm, script: [00A40004026F46], policy: {retry: PT1S}} | :1: policy.retry: expected no such key
            """)
    void aWrongJobIsToldWithFileLineFieldAndExpectation(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(directory.resolve("job.yaml") + message);
    }

    @Test
    void aCounterSettingThatTakesAPacketTwiceWantsARepeatableJob() throws IOException {
        Files.writeString(
                directory.resolve("generic.yaml"),
                "applications: {usim-rfm: {tar: B00011, spi: 0239, key-version: 1}}\n");
        CardProfiles profiles = CardProfiles.load(directory);
        Path file = directory.resolve("job.txt");

        Files.writeString(file, HEAD + LINE + "repeatable: false\n");
        assertThatThrownBy(() -> JobFile.read(file, profiles, Optional.empty()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("job.txt:4: repeatable: expected repeatable: true");
        Files.writeString(file, HEAD + LINE + "repeatable: true\n");
        assertThat(JobFile.read(file, profiles, Optional.empty()).definition().repeatable())
                .isTrue();
    }

    @Test
    void aColumnThatTheCardFileLacksIsToldWithTheLineOfTheScript() throws IOException {
        JobFile file = read(HEAD + "script:\n  - 00A40004026F46\n  - 00D6000011${spn}\n  - 0020000A08${adm1}\n");

        file.requireColumns(columns("iccid,msisdn,SPN"));
        assertThatThrownBy(() -> file.requireColumns(columns("iccid,msisdn,name")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(directory.resolve("job.yaml") + ":5: script[2]: expected")
                .hasMessageContaining("spn is none");
    }

    @Test
    void aScriptIsFilledWithTheColumnsOfTheCard() {
        ScriptTemplate template = ScriptTemplate.parse("00 D6 0000 02 ${a}${B}");

        assertThat(template.columns()).containsExactly("a", "b");
        assertThat(template.fill(name -> "0" + name)).isEqualTo("00D60000020a0b");
        assertThat(template.text()).isEqualTo("00D6000002${a}${B}");
    }

    @Test
    void theDigestChangesWithEitherFileAndNotWithTheirNames() throws IOException {
        Path job = Files.writeString(directory.resolve("a"), "ab");
        Path cards = Files.writeString(directory.resolve("b"), "c");
        Path shifted = Files.writeString(directory.resolve("c"), "a");
        Path rest = Files.writeString(directory.resolve("d"), "bc");

        String digest = JobDigest.of(job, cards);
        assertThat(digest)
                .matches("[0-9a-f]{64}")
                .isEqualTo(JobDigest.of(Files.copy(job, directory.resolve("e")), cards));
        assertThat(JobDigest.of(shifted, rest)).isNotEqualTo(digest);
        assertThat(JobDigest.of(cards, job)).isNotEqualTo(digest);
    }
}
