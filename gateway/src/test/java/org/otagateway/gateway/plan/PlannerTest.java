// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.Card;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.card.CounterDomain;
import org.otagateway.gateway.card.PlacedBy;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;

class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String HEADER = "iccid,msisdn,profile,kic1,kid1,alg1,cntr1,adm1,spn\n";
    private static final String SPN = "ff".repeat(17);
    private static final String JOB = """
            name: names
            application: usim-rfm
            script:
              - 00A40004026F46
              - 00D6000011${spn}
            """;

    @TempDir
    Path directory;

    private final Vault vault = Vault.of(SecretOctets.hex("11".repeat(32)));
    private Store store;
    private CardProfiles profiles;

    @BeforeEach
    void open() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("profiles"));
        Files.writeString(
                folder.resolve("silent.yaml"), "applications: {usim-rfm: {tar: B00011, spi: 1639, key-version: 1}}\n");
        Files.writeString(
                folder.resolve("other.yaml"),
                "algorithm: aes\napplications: {ram: {tar: '000000', spi: 1639, key-version: 1}}\n");
        Files.writeString(folder.resolve("strict.yaml"), """
                algorithm: aes
                strict: true
                applications: {usim-rfm: {tar: B00011, spi: 0E39, key-version: 1}}
                """);
        Files.writeString(folder.resolve("tars.yaml"), """
                algorithm: aes
                counter: {domain: per-tar}
                applications: {usim-rfm: {tar: B00011, spi: 1639, key-version: 1}}
                """);
        profiles = CardProfiles.load(folder);
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Job job(String digest, String yaml) throws IOException {
        JobFile file = JobFile.read(file("job.yaml", yaml), profiles, Optional.empty());
        return planner().open(digest, file.definition(), false);
    }

    private Planner planner() {
        return new Planner(store, vault, profiles, InstantSource.fixed(NOW));
    }

    private static Planner.Options options() {
        return new Planner.Options(OptionalLong.empty(), false, false, 7, "cards.csv");
    }

    private boolean plan(Job job, String csv, Planner.Options options) throws IOException {
        try (CardRows rows = CardRows.open(file("cards.csv", csv), number -> number.replace("+", ""))) {
            return planner().plan(job, rows, options, rows1 -> {});
        }
    }

    private Job reread(Job job) {
        return store.read(view -> Objects.requireNonNull(view.jobs().find(job.id())));
    }

    private List<String> refused(Job job) {
        return store.read(view -> view.jobs().rejectedRows(job.id(), 0, 1000).stream()
                .map(row -> row.line() + " " + row.reason())
                .toList());
    }

    private static String row(long number) {
        return String.format("8988211000000%06d,+4917%06d,,%s,%s,,0,,%s%n", number, number, KEY, KEY, SPN);
    }

    private static String rows(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(PlannerTest::row).collect(Collectors.joining());
    }

    @Test
    void everyRowBecomesADeliveryInTheOrderOfTheFile() throws IOException {
        Job job = job("a", JOB);

        assertThat(plan(job, HEADER + rows(1, 1203), options())).isTrue();

        Job planned = reread(job);
        assertThat(planned.plannedRows()).isEqualTo(1203);
        assertThat(planned.planningDone()).isTrue();
        assertThat(planned.rejectedRows()).isZero();
        List<Card> cards = store.read(view -> view.cards().page(0, 2000));
        assertThat(cards).hasSize(1203);
        for (Card card : cards) {
            long number = Long.parseLong(card.iccid().substring(13));
            assertThatObject(store.read(view -> view.deliveries().rowOf(job.id(), card.id())))
                    .isEqualTo(number);
        }
    }

    @Test
    void planningGoesOnBehindWhatIsStoredWithoutDoubling() throws IOException {
        Job job = job("a", JOB);
        String csv = HEADER + rows(1, 700);
        Planner.Options limited = new Planner.Options(OptionalLong.of(10), false, false, 7, "cards.csv");

        assertThat(plan(job, csv, limited)).isFalse();
        assertThat(reread(job).plannedRows()).isEqualTo(10);
        assertThat(plan(reread(job), csv, limited)).isFalse();
        assertThat(reread(job).plannedRows()).isEqualTo(10);
        assertThat(plan(reread(job), csv, options())).isTrue();

        assertThat(reread(job).plannedRows()).isEqualTo(700);
        assertThatObject(store.read(view -> view.deliveries().count(job.id()))).isEqualTo(700L);
    }

    @Test
    void aRowOfACardPlacesItsCounterWhereTheOperatorSays() throws IOException {
        Job job = job("a", JOB);
        plan(job, HEADER + "898821100000000001,4917,," + KEY + "," + KEY + ",,41,," + SPN + "\n", options());

        CounterDomain domain =
                store.read(view -> Objects.requireNonNull(view.counterDomains().find(cardId(), "", 1, "")));
        assertThat(domain.spent()).isEqualTo(new Counter(41));
        assertThat(domain.placed()).isEqualTo(new Counter(41));
        assertThat(domain.placedBy()).isEqualTo(PlacedBy.OPERATOR);
    }

    @Test
    void aCounterBelowTheStoredOneChangesNothingAndAHigherOneRaisesIt() throws IOException {
        String row = HEADER + "898821100000000001,4917,," + KEY + "," + KEY + ",,%s,," + SPN + "\n";
        plan(job("a", JOB), String.format(row, "41"), options());
        plan(job("b", JOB), String.format(row, "7"), options());
        assertThat(spent()).isEqualTo(new Counter(41));

        plan(job("c", JOB), String.format(row, "50"), options());
        assertThat(spent()).isEqualTo(new Counter(50));
    }

    private Counter spent() {
        return store.read(view -> Objects.requireNonNull(view.counterDomains().find(cardId(), "", 1, ""))
                .spent());
    }

    private long cardId() {
        return store.read(view -> view.cards().page(0, 1).get(0).id());
    }

    @Test
    void aProfileThatCountsForEachTarGetsADomainOfItsTarThatKnowsTheOperatorsWord() throws IOException {
        plan(
                job("a", JOB),
                HEADER + "898821100000000001,4917,tars," + KEY + "," + KEY + ",,9,," + SPN + "\n",
                options());

        CounterDomain domain =
                store.read(view -> Objects.requireNonNull(view.counterDomains().find(cardId(), "", 1, "b00011")));
        assertThat(domain.placed()).isEqualTo(new Counter(9));
        assertThatObject(store.read(view -> view.counterDomains().list(cardId()).size()))
                .isEqualTo(2);
    }

    @Test
    void keysAreSealedAndOpenOnlyForTheirCard() throws IOException {
        plan(job("a", JOB), HEADER + row(1), options());

        var sealed = store.read(view -> Objects.requireNonNull(view.cards().keySet(cardId(), "", 1)));
        var keys = vault.openKeySet("8988211000000000001", "", 1, sealed.sealed());
        assertThat(keys.kic())
                .isNotNull()
                .extracting(key -> key.value().length())
                .isEqualTo(16);
        assertThat(sealed.sealed().toHex()).doesNotContain(KEY);
        assertThat(sealed.algorithm()).isEqualTo("aes");
    }

    @Test
    void aDifferentKeyIsRefusedUnlessKeysAreToBeReplaced() throws IOException {
        String other = "ff".repeat(16);
        plan(job("a", JOB), HEADER + row(1), options());
        String csv = HEADER + row(1).replaceFirst(KEY, other);

        Job refusing = job("b", JOB);
        plan(refusing, csv, options());
        assertThat(refused(refusing))
                .containsExactly(
                        "2 kic1: expected what the store has for this card, got another; --replace-keys takes it");

        Job replacing = job("c", JOB);
        plan(replacing, csv, new Planner.Options(OptionalLong.empty(), false, true, 7, "cards.csv"));
        assertThat(refused(replacing)).isEmpty();
    }

    @Test
    void aRowWithoutKeysTakesThoseOfTheStore() throws IOException {
        plan(job("a", JOB), HEADER + row(1), options());

        Job job = job("b", JOB);
        plan(job, "iccid,msisdn,spn\n8988211000000000001,4917000001," + SPN + "\n", options());

        assertThat(refused(job)).isEmpty();
        assertThatObject(store.read(view -> view.deliveries().count(job.id()))).isEqualTo(1L);
    }

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
    void secretsOfTheRowAreStoredSealedAndCopiedForTheJob() throws IOException {
        Job job = job("a", JOB.replace("- 00A40004026F46", "- 0020000A08${adm1}"));
        plan(
                job,
                HEADER + "898821100000000001,4917,," + KEY + "," + KEY + ",,0,3132333435363738," + SPN + "\n",
                options());

        assertThat(refused(job)).isEmpty();
        var sealed = store.read(view -> Objects.requireNonNull(view.cards().secret(cardId(), "adm1")));
        assertThat(vault.openSecret("898821100000000001", "adm1", sealed))
                .isEqualTo(SecretOctets.hex("3132333435363738"));
        assertThat(sealed.toHex()).doesNotContain("3132333435363738");

        Job second = job("b", JOB.replace("- 00A40004026F46", "- 0020000A08${adm1}"));
        plan(second, "iccid,msisdn,spn\n898821100000000001,4917," + SPN + "\n", options());
        assertThat(refused(second)).isEmpty();
    }

    @Test
    void aJobIsGoneOnWithUntilItHasEndedAndOnlyThenMadeAgain() throws IOException {
        Job first = job("a", JOB);
        Planner planner = planner();

        assertThat(planner.open("a", first.definition(), true).id()).isEqualTo(first.id());
        store.submit(tx -> {
                    tx.jobs().setFinished(first.id(), NOW);
                    return true;
                })
                .join();
        assertThat(planner.open("a", first.definition(), false).id()).isEqualTo(first.id());
        Job again = planner.open("a", first.definition(), true);
        assertThat(again.run()).isEqualTo(2);
        assertThat(again.state()).isEqualTo(JobState.RUNNING);
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
    void anImportAddsUpdatesAndRefusesAndDoneTwiceChangesNothing() throws IOException {
        String csv = HEADER + row(1) + row(2) + row(1) + "12345,491,,,,,,,\n";

        assertThat(importing(csv, false)).isEqualTo(new CardImport.Result(2, 0, 0, 2));
        assertThat(importing(csv, false)).isEqualTo(new CardImport.Result(0, 0, 2, 2));
        String moved = csv.replace("+4917000002", "+4917000099");
        assertThat(importing(moved, false)).isEqualTo(new CardImport.Result(0, 1, 1, 2));
        String keys = moved.replaceFirst(KEY, "ff".repeat(16));
        assertThat(importing(keys, false)).isEqualTo(new CardImport.Result(0, 0, 2, 2));
        assertThat(importing(keys.replace(row(1), ""), true)).isEqualTo(new CardImport.Result(0, 1, 1, 1));
    }

    private CardImport.Result importing(String csv, boolean replaceKeys) throws IOException {
        try (CardRows rows = CardRows.open(file("import.csv", csv), number -> number.replace("+", ""))) {
            return new CardImport(store, vault, profiles, InstantSource.fixed(NOW)).run(rows, replaceKeys, bad -> {});
        }
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
