// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import java.io.IOException;
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
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.vault.Vault;
import org.otagateway.packet.bytes.SecretOctets;

/** A store, four card profiles, and a job with its rows of cards. */
abstract class PlanFixture {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final String KEY = "000102030405060708090a0b0c0d0e0f";
    static final String HEADER = "iccid,msisdn,profile,kic1,kid1,alg1,cntr1,adm1,spn\n";
    static final String SPN = "ff".repeat(17);
    static final String JOB = """
            name: names
            application: usim-rfm
            script:
              - 00A40004026F46
              - 00D6000011${spn}
            """;

    @TempDir
    Path directory;

    final Vault vault = Vault.of(SecretOctets.hex("11".repeat(32)));
    Store store;
    CardProfiles profiles;

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

    Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    Job job(String digest, String yaml) throws IOException {
        JobFile file = JobFile.read(file("job.yaml", yaml), profiles, Optional.empty());
        return planner().open(digest, file.definition(), false);
    }

    Planner planner() {
        return new Planner(store, vault, profiles, InstantSource.fixed(NOW));
    }

    static Planner.Options options() {
        return new Planner.Options(OptionalLong.empty(), false, false, 7, "cards.csv");
    }

    boolean plan(Job job, String csv, Planner.Options options) throws IOException {
        try (CardRows rows = CardRows.open(file("cards.csv", csv), number -> number.replace("+", ""))) {
            return planner().plan(job, rows, options, rows1 -> {});
        }
    }

    Job reread(Job job) {
        return store.read(view -> Objects.requireNonNull(view.jobs().find(job.id())));
    }

    List<String> refused(Job job) {
        return store.read(view -> view.jobs().rejectedRows(job.id(), 0, 1000).stream()
                .map(row -> row.line() + " " + row.reason())
                .toList());
    }

    static String row(long number) {
        return String.format("8988211000000%06d,+4917%06d,,%s,%s,,0,,%s%n", number, number, KEY, KEY, SPN);
    }

    static String rows(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(PlanFixture::row).collect(Collectors.joining());
    }

    long cardId() {
        return store.read(view -> view.cards().page(0, 1).get(0).id());
    }
}
