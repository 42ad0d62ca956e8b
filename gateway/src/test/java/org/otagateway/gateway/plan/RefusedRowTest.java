// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.RejectedRow;

/** Rows that cannot become a delivery: one line with its reason, no secret in it, and the rest goes on. */
class RefusedRowTest extends PlanFixture {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            wrong key length      | 8988211000000000012,491,,0102,KEY,aes,0,,SPN           | kic1: expected a key of 16, 24 or 32 octets for aes, got 2 octets
            3DES key of 32 octets | 8988211000000000012,491,,KEYKEY,KEY,3des,0,,SPN         | kic1: expected a key of 16 or 24 octets for 3des, got 32 octets
            odd hexadecimal       | 8988211000000000012,491,,KEY0,KEY,aes,0,,SPN            | kic1: expected an even number of hexadecimal digits
            no hexadecimal        | 8988211000000000012,491,,KEY,xx,aes,0,,SPN              | kid1: expected hexadecimal digits
            no key                | 8988211000000000012,491,,,,,,,SPN                       | kic1: expected a key here or in the store, since the SPI asks for it
            no checksum key       | 8988211000000000012,491,,KEY,,aes,,,SPN                 | kid1: expected a key here or in the store, since the SPI asks for it
            no algorithm          | 8988211000000000012,491,silent,KEY,KEY,,0,,SPN          | alg1: expected aes, 3des or des, since the card profile silent does not say it
            unknown algorithm     | 8988211000000000012,491,,KEY,KEY,rsa,0,,SPN             | alg1: expected aes, 3des or des, got 'rsa'
            duplicate ICCID       | 8988211000000000001,491,,KEY,KEY,aes,0,,SPN             | iccid: expected each card once, row 1 has it, got '8988211000000000001'
            short ICCID           | 12345,491,,KEY,KEY,aes,0,,SPN                           | iccid: expected 18 to 20 digits, got '12345'
            no ICCID              | ,491,,KEY,KEY,aes,0,,SPN                                | iccid: expected 18 to 20 digits
            no number             | 8988211000000000012,,,KEY,KEY,aes,0,,SPN                | msisdn: expected a number of 3 to 20 digits
            wrong number          | 8988211000000000012,49x,,KEY,KEY,aes,0,,SPN             | msisdn: expected a number of 3 to 20 digits, got '49x'
            unknown profile       | 8988211000000000012,491,nano,KEY,KEY,aes,0,,SPN         | profile: expected a card profile: generic, other, silent, strict, tars, got 'nano'
            application missing   | 8988211000000000012,491,other,KEY,KEY,aes,0,,SPN        | profile: expected a card profile with the application usim-rfm, got 'other'
            counter too large     | 8988211000000000012,491,,KEY,KEY,aes,1099511627776,,SPN | cntr1: expected a decimal number from 0 to 1099511627775, got '1099511627776'
            counter not decimal   | 8988211000000000012,491,,KEY,KEY,aes,-1,,SPN            | cntr1: expected a decimal number from 0 to 1099511627775, got '-1'
            no value              | 8988211000000000012,491,,KEY,KEY,aes,0,,                | spn: expected a value, since the script names it
            odd value             | 8988211000000000012,491,,KEY,KEY,aes,0,,fff             | spn: expected an even number of hexadecimal digits, got 'fff'
            value that misfits    | 8988211000000000012,491,,KEY,KEY,aes,0,,ffff            | script: expected APDUs (script command 2: Lc says 17 octets of data, got 2)
            odd secret            | 8988211000000000012,491,,KEY,KEY,aes,0,123,SPN          | adm1: expected an even number of hexadecimal digits
            too few fields        | 8988211000000000012,491                                 | expected 9 fields as in the header, got 2
            lost quote            | "8988211000000000012,491,,KEY,KEY,aes,0,,SPN            | expected a closing quote
            against the standard  | 8988211000000000012,491,strict,KEY,KEY,aes,0,,SPN       | kic1: expected keys that the application takes (SPI: AES
            """)
    void aBadRowIsRefusedInOneLineWithoutAnySecretAndTheRestGoesOn(String name, String bad, String reason)
            throws IOException {
        Job job = job("a", JOB + "repeatable: true\n");
        String written = bad.replace("KEY", KEY).replace("SPN", SPN);
        boolean swallows = name.equals("lost quote");

        plan(job, HEADER + row(1) + (swallows ? row(2) + written : written + "\n" + row(2)), options());

        assertThat(refused(job)).hasSize(1);
        assertThat(refused(job).get(0))
                .startsWith((swallows ? 4 : 3) + " " + reason)
                .doesNotContain(KEY);
        Job planned = reread(job);
        assertThat(planned.rejectedRows()).isEqualTo(1);
        assertThat(planned.plannedRows()).isEqualTo(3);
        assertThatObject(store.read(view -> view.deliveries().count(job.id()))).isEqualTo(2L);
        assertThatObject(store.read(view -> view.cards().count())).isEqualTo(2L);
    }

    @Test
    void aCardThatTakesAPacketTwiceIsRefusedUnlessTheJobIsRepeatable() throws IOException {
        Job job = job("a", JOB);
        plan(job, HEADER + "8988211000000000012,491,strict," + KEY + "," + KEY + ",3des,0,," + SPN + "\n", options());

        assertThat(refused(job))
                .containsExactly("2 profile: expected a card profile whose counter setting refuses a second copy, or"
                        + " repeatable: true in the job, got 'strict'");
    }

    @Test
    void aScriptLongerThanTheRoutesPartsCarryIsRefused() throws IOException {
        Job job = job("a", JOB.replace("- 00A40004026F46", "- 00D60000F0" + "00".repeat(240)));
        plan(job, HEADER + row(1), new Planner.Options(OptionalLong.empty(), false, false, 2, "cards.csv"));

        assertThat(refused(job)).hasSize(1);
        assertThat(refused(job).get(0))
                .startsWith("2 script: expected at most 2")
                .contains("2 short messages");
    }

    @Test
    void strictStopsAtTheFirstBadRowAndKeepsTheRowsBefore() throws IOException {
        Job job = job("a", JOB);
        String csv = HEADER + row(1) + "12345,491,,,,,,," + SPN + "\n" + row(2);
        Planner.Options strict = new Planner.Options(OptionalLong.empty(), true, false, 7, "cards.csv");

        assertThatThrownBy(() -> plan(job, csv, strict))
                .isInstanceOf(UserError.class)
                .hasMessage("cards.csv:3: iccid: expected 18 to 20 digits, got '12345'");
        assertThat(reread(job).plannedRows()).isEqualTo(1);
        assertThat(reread(job).planningDone()).isFalse();

        assertThat(plan(reread(job), csv, options())).isTrue();
        assertThat(reread(job).plannedRows()).isEqualTo(3);
        assertThat(reread(job).rejectedRows()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotInUtf8IsAUserError() throws IOException {
        Path file = directory.resolve("latin.csv");
        Files.write(file, (HEADER + "8988,ä\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> CardRows.open(file, number -> number))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": expected text in UTF-8");
    }

    @Test
    void aRejectedRowKeepsLineAndReason() throws IOException {
        Job job = job("a", JOB);
        plan(job, HEADER + "x,491,,,,,,,\n", options());

        assertThatObject(store.read(view -> view.jobs().rejectedRows(job.id(), 0, 5)))
                .isEqualTo(List.of(new RejectedRow(2, "iccid: expected 18 to 20 digits, got 'x'")));
        assertThatObject(store.read(view -> view.jobs().rejectedRows(job.id(), 2, 5)))
                .isEqualTo(List.of());
    }
}
