// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.simulator.ram.RamProfile.NamedDomain;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyRole;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.Tar;

class CardsFileTest {
    private static final String KEY = "00112233445566778899AABBCCDDEEFF";

    @TempDir
    private Path directory;

    private final List<UiccState> cards = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private void read(String text) throws IOException {
        Path file = directory.resolve("cards.csv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        CardsFile.read(file, KeyType.AES, List.of(), cards::add, row -> refused.add(String.valueOf(row.getMessage())));
    }

    @Test
    void aRowBecomesACard() throws IOException {
        read("\uFEFFMSISDN,ICCID,imsi,KIC1,kid1,alg2,kic2,kid2,kik2,cntr1,pin1,spn,SD.kic1\r\n"
                + "+46700000001,8988211000000000017,001010123456789," + KEY + "," + KEY + ",3DES," + KEY + "," + KEY
                + ","
                + KEY + ",42,1234,\"a,\"\"b\",zz\r\n");
        assertThat(refused).isEmpty();
        UiccState card = cards.get(0);
        assertThat(card.iccid()).isEqualTo("8988211000000000017");
        assertThat(card.msisdn()).isEqualTo("46700000001");
        assertThat(card.imsi()).isEqualTo("001010123456789");
        assertThat(card.keys().key(1, KeyRole.KIC).orElseThrow().type()).isEqualTo(KeyType.AES);
        assertThat(card.keys().key(2, KeyRole.KIK).orElseThrow().type()).isEqualTo(KeyType.TRIPLE_DES);
        assertThat(card.keys().key(1, KeyRole.KIK)).isEmpty();
        assertThat(card.counter(SoftwareUicc.domain(0, 1)).value()).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource({
        "89x88211000000000017, 46700000001, " + KEY + ", '', iccid",
        "8988211000000000017, 0700000001, " + KEY + ", '', msisdn",
        "8988211000000000017, 46700000001, 001122, '', kic1",
        "8988211000000000017, 46700000001, 0011223344556677889, '', kic1",
        "8988211000000000017, 46700000001, " + KEY + ", -1, cntr1",
        "8988211000000000017, 46700000001, " + KEY + ", 1099511627776, cntr1",
    })
    void aBadRowIsRefusedWithItsLineAndTheRestGoesOn(
            String iccid, String msisdn, String key, String counter, String field) throws IOException {
        read("iccid,msisdn,kic1,cntr1\n" + iccid + "," + msisdn + "," + key + "," + counter
                + "\n8988211000000000025,46700000002," + KEY + ",\n");
        assertThat(refused).singleElement().asString().contains("cards.csv:2: " + field + ": expected");
        assertThat(refused.get(0)).doesNotContain(KEY).doesNotContain("001122");
        assertThat(cards).hasSize(1);
    }

    @Test
    void aRowOfAnotherLengthIsRefused() throws IOException {
        read("iccid,msisdn\n8988211000000000017\n");
        assertThat(refused)
                .singleElement()
                .asString()
                .contains("cards.csv:2: expected 2 fields as in the header, got 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "iccid,imsi\n", "iccid,msisdn,ICCID\n", "iccid,msisdn\n\"898", "iccid,msisdn\n\"a\"b,c\n"})
    void whatIsNoCardsFileIsToldInOneLine(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cards.csv")
                .hasMessageContaining("expected");
    }

    @Test
    void aMissingFileIsToldInOneLine() {
        assertThatThrownBy(() -> CardsFile.read(
                        directory.resolve("none.csv"), KeyType.AES, List.of(), cards::add, row -> refused.add("")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("none.csv: no such file");
    }

    @Test
    void aNamedSecurityDomainHasKeysAndCountersOfItsOwn() throws IOException {
        Path file = Files.writeString(
                directory.resolve("domains.csv"),
                "iccid,msisdn,kic1,kid1,Bank.kic1,bank.kid1,bank.alg1,bank.cntr1,other.kic1\n8988211000000000017,46700000001,"
                        + "00".repeat(16) + "," + "11".repeat(16) + "," + "22".repeat(16) + "," + "33".repeat(16)
                        + ",3des,77,zz\n");
        CardsFile.read(
                file,
                KeyType.AES,
                List.of(new NamedDomain("BANK", Tar.hex("010203"))),
                cards::add,
                row -> refused.add(String.valueOf(row.getMessage())));
        assertThat(refused).as("of a domain that the cards have not").isEmpty();
        UiccState card = cards.get(0);
        assertThat(card.keys(1).key(1, KeyRole.KIC)).contains(Key.hex(KeyType.TRIPLE_DES, "22".repeat(16)));
        assertThat(card.keys().key(1, KeyRole.KIC)).contains(Key.hex(KeyType.AES, "00".repeat(16)));
        assertThat(card.counter(SoftwareUicc.domain(1, 1)).value()).isEqualTo(77);
        assertThat(card.counter(SoftwareUicc.domain(0, 1)).value()).isZero();
    }
}
