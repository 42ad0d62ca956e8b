// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Octets;

/** Receipts as SMSCs write them. */
class ReceiptReaderTest {
    private static final String CARD = "436641234567";
    private static final String POR = "027100000e0ab0001000000000010000026985";

    private final ReceiptReader reader = new ReceiptReader(String::strip);

    private static Octets octets(String text) {
        return Octets.copyOf(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private DeliveryReceipt read(String text) {
        return reader.read(0x04, CARD, octets(text), ReceiptParameters.NONE).orElseThrow();
    }

    @Test
    void textOfTheStandardIsReadWhole() {
        DeliveryReceipt receipt = read("id:0123456789 sub:001 dlvrd:001 submit date:2611240700 done date:2611240701 "
                + "stat:DELIVRD err:000 text:hello world");
        assertThat(receipt.messageId()).isEqualTo("0123456789");
        assertThat(receipt.state()).isEqualTo(MessageState.DELIVERED);
        assertThat(receipt.isFinal()).isTrue();
        assertThat(receipt.error()).isEqualTo("000");
        assertThat(receipt.submitted()).isEqualTo(LocalDateTime.of(2026, 11, 24, 7, 0));
        assertThat(receipt.done()).isEqualTo(LocalDateTime.of(2026, 11, 24, 7, 1));
        assertThat(receipt.tail()).isEqualTo("hello world");
        assertThat(receipt.source()).isEqualTo(CARD);
        assertThat(receipt.intermediate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id:7 stat:UNDELIV err:12",
                "STAT:UNDELIV ERR:12 ID:7",
                "Id: 7 Stat: undeliv Err: 12 Text:",
                "err:12\r\nid:7\r\nstat:UNDELIVERABLE",
                "dlvrd:000 id:7 sub:001 stat:UNDELI err:12 text:id:8 stat:DELIVRD",
                "id:7 id:8 stat:UNDELIV stat:DELIVRD err:12",
                "id:7 submit date:now done date: stat:UNDELIV err:12",
                "void:9 id:7 stat:UNDELIV err:12",
            })
    void fieldsAreFoundInAnyOrderAndCase(String text) {
        DeliveryReceipt receipt = read(text);
        assertThat(receipt.messageId()).isEqualTo("7");
        assertThat(receipt.state()).isEqualTo(MessageState.UNDELIVERABLE);
        assertThat(receipt.error()).isEqualTo("12");
    }

    @Test
    void whatIsMissingIsEmptyAndAMissingStateIsUnknown() {
        DeliveryReceipt receipt = read("");
        assertThat(receipt.messageId()).isEmpty();
        assertThat(receipt.rawMessageId()).isEmpty();
        assertThat(receipt.state()).isEqualTo(MessageState.UNKNOWN);
        assertThat(receipt.isFinal()).isFalse();
        assertThat(receipt.submitted()).isNull();
        assertThat(receipt.tail()).isEmpty();
    }

    @Test
    void emptyValueDoesNotTakeTheNextField() {
        DeliveryReceipt receipt = read("id:7 err: stat:EXPIRED");
        assertThat(receipt.error()).isEmpty();
        assertThat(receipt.state()).isEqualTo(MessageState.EXPIRED);
    }

    @ParameterizedTest
    @CsvSource({
        "2611240701, 2026-11-24T07:01",
        "261124070159, 2026-11-24T07:01:59",
        "20261124070159, 2026-11-24T07:01:59"
    })
    void timesAreReadWithSecondsOrWithout(String written, LocalDateTime time) {
        assertThat(read("done date:" + written).done()).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2613240701", "26112407", "261124070160", "26112407x1", "0000000000"})
    void timeThatIsNoneIsLeftOut(String written) {
        assertThat(read("id:1 done date:" + written).done()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, DELIVERED, true",
        "EXPIRED, EXPIRED, true",
        "DELETED, DELETED, true",
        "UNDELIV, UNDELIVERABLE, true",
        "ACCEPTD, ACCEPTED, false",
        "UNKNOWN, UNKNOWN, false",
        "REJECTD, REJECTED, true",
        "ENROUTE, ENROUTE, false",
        "BUFFRED, ENROUTE, false",
        "delivered, DELIVERED, true",
        "XYZ, UNKNOWN, false"
    })
    void stateIsReadFromItsWord(String word, MessageState state, boolean last) {
        DeliveryReceipt receipt = read("id:1 stat:" + word);
        assertThat(receipt.state()).isEqualTo(state);
        assertThat(receipt.isFinal()).isEqualTo(last);
    }

    @Test
    void parametersComeBeforeTheText() {
        ReceiptParameters parameters = new ReceiptParameters("tlv", 3, Octets.of(3, 1, 2));
        DeliveryReceipt receipt = reader.read(0x04, CARD, octets("id:text stat:DELIVRD"), parameters)
                .orElseThrow();
        assertThat(receipt.messageId()).isEqualTo("tlv");
        assertThat(receipt.state()).isEqualTo(MessageState.EXPIRED);
        assertThat(receipt.error()).isEqualTo("3/258");
    }

    @Test
    void parameterThatSaysNothingLeavesTheWordToTheText() {
        ReceiptParameters parameters = new ReceiptParameters("", 99, Octets.of(1));
        DeliveryReceipt receipt = reader.read(0x04, CARD, octets("id:text stat:DELIVRD err:7"), parameters)
                .orElseThrow();
        assertThat(receipt.messageId()).isEqualTo("text");
        assertThat(receipt.state()).isEqualTo(MessageState.DELIVERED);
        assertThat(receipt.error()).isEqualTo("7");
    }

    @Test
    void messageIdIsKeptAsWrittenAndInTheFormOfTheLink() {
        ReceiptReader decimal = new ReceiptReader(id -> String.valueOf(Long.parseLong(id)));
        DeliveryReceipt receipt = decimal.read(0x04, CARD, octets("id:00042 stat:DELIVRD"), ReceiptParameters.NONE)
                .orElseThrow();
        assertThat(receipt.messageId()).isEqualTo("42");
        assertThat(receipt.rawMessageId()).isEqualTo("00042");
    }

    @Test
    void intermediateNotificationIsNeverFinal() {
        DeliveryReceipt receipt = reader.read(0x20, CARD, octets("id:1 stat:UNDELIV"), ReceiptParameters.NONE)
                .orElseThrow();
        assertThat(receipt.intermediate()).isTrue();
        assertThat(receipt.isFinal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "00, 6869, no receipt type",
        "40, 027100aabb, a response packet",
        "44, 027100aabb, a response packet in a receipt's clothes",
        "44, 07000301020171000102, a response packet whose header has a concatenation first",
        "44, 0500030102020102, a further part that names no message"
    })
    void whatIsAMessageIsNoReceipt(String esmClass, String body, String why) {
        assertThat(reader.read(Integer.parseInt(esmClass, 16), CARD, Octets.hex(body), ReceiptParameters.NONE))
                .as(why)
                .isEmpty();
    }

    @Test
    void bothParametersMakeAReceiptOfAPlainMessage() {
        assertThat(reader.read(0x00, CARD, Octets.EMPTY, new ReceiptParameters("7", 2, null)))
                .isPresent();
        assertThat(reader.read(0x00, CARD, Octets.EMPTY, new ReceiptParameters("7", null, null)))
                .isEmpty();
    }

    @Test
    void hexadecimalUserDataInTheTextIsReadAndTheBodyIsKept() {
        DeliveryReceipt receipt = read("id:7 stat:DELIVRD err:000 text:" + POR);
        assertThat(receipt.reportedUserData()).contains(Octets.hex(POR));
        assertThat(receipt.text()).endsWith(POR);
        assertThat(read("id:7 text:" + POR.substring(0, 20)).reportedUserData())
                .contains(Octets.hex(POR.substring(0, 20)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "0271", "027000000e", "02710", "ff"})
    void textThatIsNoUserDataOfAResponseIsNotTakenForIt(String text) {
        assertThat(read("id:7 text:" + text).reportedUserData()).isEmpty();
    }

    @Test
    void noOctetsMakeTheReaderFail() {
        SplittableRandom random = new SplittableRandom(4711);
        String[] words = {"id:", "stat", ":", " ", "submit date:", "done date:", "26112407", "err:", "text:", "\u0000"};
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(
                        random.nextInt(3) == 0
                                ? String.valueOf((char) random.nextInt(256))
                                : words[random.nextInt(words.length)]);
            }
            Octets body = octets(text.toString());
            Optional<DeliveryReceipt> receipt = reader.read(
                    random.nextInt(256),
                    CARD,
                    body,
                    new ReceiptParameters(
                            random.nextBoolean() ? null : text.toString(),
                            random.nextBoolean() ? null : random.nextInt(256),
                            random.nextBoolean() ? null : body));
            receipt.ifPresent(read -> assertThat(read.body()).isEqualTo(body));
        }
    }
}
