// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.otagateway.gateway.app.UserError;

class CsvReaderTest {
    private static List<CsvReader.CsvRecord> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<CsvReader.CsvRecord> read(byte[] octets) {
        List<CsvReader.CsvRecord> records = new ArrayList<>();
        try (CsvReader csv = CsvReader.of("f.csv", new ByteArrayInputStream(octets))) {
            for (CsvReader.CsvRecord record = csv.next(); record != null; record = csv.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private static CsvReader.CsvRecord good(long line, String... fields) {
        return new CsvReader.CsvRecord(line, List.of(fields), null);
    }

    @Test
    void linesEndInAnyWayAndEmptyOnesAreSkipped() {
        assertThat(read("a,b\r\nc,d\n\n  \r\ne,f\rg,h"))
                .containsExactly(good(1, "a", "b"), good(2, "c", "d"), good(5, "e", "f"), good(6, "g", "h"));
    }

    @Test
    void aByteOrderMarkIsSkipped() {
        assertThat(read("\uFEFFa\nb\n")).containsExactly(good(1, "a"), good(2, "b"));
    }

    @Test
    void quotesHoldCommasQuotesAndLineEnds() {
        assertThat(read("\"a,b\", \"say \"\"hi\"\"\" ,\"two\r\nlines\",\"\"\nnext,,x,\n"))
                .containsExactly(good(1, "a,b", "say \"hi\"", "two\nlines", ""), good(3, "next", "", "x", ""));
    }

    @Test
    void blanksAroundAFieldMeanNothing() {
        assertThat(read(" a ,\tb\t\n")).containsExactly(good(1, "a", "b"));
    }

    @Test
    void aMalformedRecordIsToldAndTheNextLineGoesOn() {
        List<CsvReader.CsvRecord> records = read("a\"b,c\nd,e\n\"f\"g,h\ni,j\n\"open\nto the end");

        assertThat(records).extracting(CsvReader.CsvRecord::line).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(records.get(0).malformed()).isEqualTo("no quote inside a field without quotes");
        assertThat(records.get(1)).isEqualTo(good(2, "d", "e"));
        assertThat(records.get(2).malformed()).startsWith("a comma or the end of the line");
        assertThat(records.get(4).malformed()).isEqualTo("a closing quote");
    }

    @Test
    void aRecordThatNeverEndsDoesNotFillTheMemory() {
        List<CsvReader.CsvRecord> records = read("x".repeat(200_000) + "\nb\n\"" + "y".repeat(200_000) + "\nc\n");

        assertThat(records.get(0).malformed()).contains("65536");
        assertThat(records.get(1)).isEqualTo(good(2, "b"));
        assertThat(records.get(2).malformed()).isNotNull();
        assertThat(records.get(3)).isEqualTo(good(4, "c"));
    }

    @Test
    void whateverStandsInAFileIsReadOrTold() {
        Random random = new Random(7);
        String alphabet = "ab,\"\n\r \tä";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(30); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            long lines = text.toString().lines().count();
            assertThat(read(text.toString())).as(text.toString()).allMatch(r -> r.line() >= 1 && r.line() <= lines);
        }
    }

    @Test
    void octetsThatAreNotUtf8AreAUserError() {
        assertThat(catchThrowable(() -> read(new byte[] {'a', (byte) 0xE4, ','})))
                .isInstanceOf(UserError.class)
                .hasMessage("f.csv: expected text in UTF-8");
    }
}
