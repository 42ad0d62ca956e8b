// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.packet.bytes.Octets;

/** What a link cannot be set to, and how it writes numbers and message ids. */
class SettingsTest {
    private static final Instant LATER = Instant.parse("2026-11-24T07:00:00Z");

    private static void refuses(String message, ThrowingCallable made) {
        assertThatIllegalArgumentException().isThrownBy(made).withMessage(message);
    }

    @Test
    void valueOutOfItsRangeIsRefusedWithFieldValueAndExpectation() {
        Octets octets = Octets.copyOf(new byte[141]);
        refuses("window: expected 1 to 10000, got 0", () -> new Pace(0, 1));
        refuses("rate: expected 1 to 100000, got 0", () -> new Pace(1, 0));
        refuses("port: expected 1 to 65535, got 65536", () -> new Endpoint("h", 65536));
        refuses("host: expected a name or an address, got nothing", () -> new Endpoint(" ", 1));
        refuses("system-id: expected at most 15 characters, got 16", () -> Credentials.of("x".repeat(16), "p"));
        refuses("password: expected at most 8 octets, got 9", () -> Credentials.of("x", "p".repeat(9)));
        refuses(
                "data_coding: expected 0 to 255, got 256",
                () -> new SubmitFields("", 0, 0, 256, 0, false, SubmitFields.Validity.ABSOLUTE));
        refuses("address: expected at most 20 characters, got 21", () -> Address.international("1".repeat(21)));
        refuses(
                "octets of user data: expected 1 to 140, got 141",
                () -> new Segment(Address.international("1"), octets, LATER));
        refuses(
                "back-off maximum: expected PT1S to PT24H, got PT0.5S",
                () -> new Timers(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1)));
    }

    @Test
    void passwordIsShownNowhere() {
        Credentials credentials = Credentials.of("ota", "geheim");
        LinkSettings settings = LinkSettings.of("a", new Endpoint("h", 1), credentials, "1", new Pace(1, 1));
        assertThat(settings.toString()).doesNotContain("geheim").contains("ota");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Credentials.of("ota", "geheim\u0001"))
                .withMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "+436641234567, 436641234567",
        "00436641234567, 436641234567",
        "06641234567, 436641234567",
        "436641234567, 436641234567",
        "0, 0"
    })
    void numbersAreBroughtIntoOneForm(String written, String international) {
        Addressing addressing = new Addressing(new Address(0, 1, "12345"), 1, 1, "43", "0");
        assertThat(addressing.international(written)).isEqualTo(international);
        assertThat(addressing.destination(written).number()).isEqualTo(international);
    }

    @ParameterizedTest
    @CsvSource({"06641234567, 2, 6641234567", "+436641234567, 2, 6641234567", "+4915112345678, 1, 4915112345678"})
    void aNationalDestinationGoesWithoutItsCountryCode(String written, int typeOfNumber, String number) {
        Addressing addressing = new Addressing(new Address(0, 1, "12345"), 2, 1, "43", "0");
        assertThat(addressing.destination(written)).isEqualTo(new Address(typeOfNumber, 1, number));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 6641234567, 436641234567",
        "2, 06641234567, 436641234567",
        "1, 436641234567, 436641234567",
        "0, 6641234567, 6641234567",
        "5, Operator, Operator"
    })
    void aSendersNumberIsMadeInternationalByItsKind(int typeOfNumber, String number, String international) {
        Addressing addressing = new Addressing(new Address(0, 1, "12345"), 1, 1, "43", "0");
        assertThat(addressing.international(typeOfNumber, number)).isEqualTo(international);
    }

    @Test
    void aNameAsSourceHasElevenCharacters() {
        Addressing named = new Addressing(new Address(5, 0, "My Operator"), 1, 1, "", "");
        assertThat(named.source().number()).isEqualTo("My Operator");
        refuses(
                "characters of source: expected 1 to 11, got 12",
                () -> new Addressing(new Address(5, 0, "My Operators"), 1, 1, "", ""));
    }

    @Test
    void destinationMustBeANumber() {
        Addressing addressing = Addressing.of("12345");
        refuses("msisdn: expected digits, got another character at place 3", () -> addressing.destination("43x"));
        refuses("digits of msisdn: expected 1 to 20, got 0", () -> addressing.destination(""));
    }

    @ParameterizedTest
    @CsvSource({
        "AS_IS, ' 00Ab ', 00Ab",
        "DECIMAL, 0001234, 1234",
        "DECIMAL, 12ab, 12ab",
        "HEXADECIMAL, 04D2, 1234",
        "HEXADECIMAL, 4d2, 1234",
        "HEXADECIMAL, x1, x1",
        "WITHOUT_LEADING_ZEROS, 000AbC, abc",
        "WITHOUT_LEADING_ZEROS, 000, 0"
    })
    void messageIdsOfTwoFormsCompareEqual(MessageIdForm form, String id, String normal) {
        assertThat(form.normalise(id)).isEqualTo(normal);
    }
}
