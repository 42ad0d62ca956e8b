// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.input.CsvReader;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyType;

class CardRowsTest {
    private static CardRows open(String text) {
        return CardRows.of(
                CsvReader.of("cards.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))),
                number -> number.startsWith("0") ? "49" + number.substring(1) : number);
    }

    private static List<CardRows.RowResult> read(String text) {
        List<CardRows.RowResult> rows = new ArrayList<>();
        try (CardRows reader = open(text)) {
            for (CardRows.RowResult row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Test
    void everyKnownColumnIsReadInAnyCaseAndOrder() {
        List<CardRows.RowResult> rows = read("""
                \uFEFFSPN,Kid1,KIC1,EID,IMSI,MSISDN,ICCID,Profile,Alg1,CNTR1,PIN1,Bank.KIC15,bank.cntr15,kik1
                AB,22,11,89049032000000000000000000000001,262011234567890,0170,898821100000000001,generic,3DES,7,31,33,0,
                """);

        assertThat(rows)
                .containsExactly(new CardRow(
                        2,
                        "898821100000000001",
                        "49170",
                        "262011234567890",
                        "89049032000000000000000000000001",
                        "generic",
                        List.of(
                                new RowKeys(
                                        "",
                                        1,
                                        KeyType.TRIPLE_DES,
                                        SecretOctets.hex("11"),
                                        SecretOctets.hex("22"),
                                        null,
                                        new Counter(7)),
                                new RowKeys("bank", 15, null, SecretOctets.hex("33"), null, null, Counter.ZERO)),
                        Map.of("pin1", SecretOctets.hex("31")),
                        Map.of("spn", "AB")));
    }

    @Test
    void anEmptyFieldSaysNothing() {
        assertThat(read("iccid,msisdn,imsi,kic1,cntr1,adm1,spn\n898821100000000001,491,,,,,\n"))
                .containsExactly(
                        new CardRow(2, "898821100000000001", "491", null, null, null, List.of(), Map.of(), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iccid,spn                 | cards.csv:1: header: expected the column msisdn
            msisdn,spn                | cards.csv:1: header: expected the column iccid
            iccid,msisdn,MSISDN       | cards.csv:1: header: expected each column once, got 'MSISDN'
            iccid,msisdn,             | cards.csv:1: header: expected names of 1 to 64 characters, got ''
            iccid,msisdn,kic16        | cards.csv:1: header: expected a key version from 1 to 15, got 'kic16'
            iccid,msisdn,kic0         | cards.csv:1: header: expected a key version from 1 to 15, got 'kic0'
            iccid,msisdn,a b.kic1     | cards.csv:1: header: expected letters, digits, - and _ in front of the dot, got 'a b.kic1'
            iccid,"msisdn             | cards.csv:1: header: expected a closing quote
            """)
    void aWrongHeaderIsAUserError(String header, String message) {
        assertThatThrownBy(() -> open(header + "\n").close())
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void anEmptyFileAndAMissingOneAreUserErrors() {
        assertThatThrownBy(() -> open("").close())
                .isInstanceOf(UserError.class)
                .hasMessage("cards.csv:1: header: expected the columns iccid and msisdn, got an empty file");
        assertThatThrownBy(() -> CardRows.open(Path.of("none.csv"), number -> number))
                .isInstanceOf(UserError.class)
                .hasMessage("none.csv: expected a file that can be read (there is none)");
    }

    @Test
    void aRowNeverShowsItsSecrets() {
        CardRows.RowResult row = read("iccid,msisdn,kic1,adm1,spn\n898821100000000001,491,aabbcc,ddeeff,1234\n")
                .get(0);

        assertThat(row.toString()).doesNotContain("aabbcc", "ddeeff", "1234");
        assertThat(((CardRow) row).keys().toString()).doesNotContain("aabbcc");
    }

    @Test
    void keysAreNoColumnsForScripts() {
        try (CardRows rows = open("iccid,msisdn,kic1,bank.alg2,cntr1,adm1,spn\n")) {
            assertThat(rows.columns().scriptColumns()).containsExactly("iccid", "msisdn", "adm1", "spn");
        }
    }
}
