// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.outcome.Phase;
import org.otagateway.gateway.outcome.Progress;
import org.otagateway.gateway.outcome.StepVisit;

/** The store in SQLite. */
class SqliteStoreTest {
    @TempDir
    Path directory;

    private static StoreSettings contractSettings(Path directory) {
        return StoreSettings.sqlite(directory.resolve("data/ota.db")).notSynced();
    }

    @Nested
    class Contract extends StoreContract {
        @Override
        StoreSettings settings(Path directory) {
            return contractSettings(directory);
        }
    }

    @Nested
    class Rows extends RowsContract {
        @Override
        StoreSettings settings(Path directory) {
            return contractSettings(directory);
        }
    }

    @Nested
    class TargetRows extends TargetRowsContract {
        @Override
        StoreSettings settings(Path directory) {
            return contractSettings(directory);
        }
    }

    @Nested
    class NewRows extends AppendsContract {
        @Override
        StoreSettings settings(Path directory) {
            return contractSettings(directory);
        }
    }

    @Test
    void aProbeReachesTheDiskThoughItChangesNothing() throws IOException {
        Path file = directory.resolve("ota.db");
        try (Store store = Store.open(StoreSettings.sqlite(file))) {
            store.probe().join();
            long before = Files.size(directory.resolve("ota.db-wal"));
            store.probe().join();
            assertThat(Files.size(directory.resolve("ota.db-wal"))).isGreaterThan(before);
        }
    }

    @Test
    void theLockFileNamesTheOwnerAndWhereItTakesWorkOver() {
        StoreSettings settings = StoreSettings.sqlite(directory.resolve("ota.db"));
        String pid = Long.toString(ProcessHandle.current().pid());
        try (Store store = Store.open(settings)) {
            assertThat(StoreOwner.of(settings)).isEqualTo(new StoreOwner(pid, Optional.empty()));
            store.announce(URI.create("http://127.0.0.1:8080"));
            assertThat(StoreOwner.of(settings))
                    .isEqualTo(new StoreOwner(pid, Optional.of(URI.create("http://127.0.0.1:8080"))));
            assertThatThrownBy(() -> Store.open(settings)).hasMessageContaining("(pid " + pid + ")");
        }
        try (Store later = Store.open(settings)) {
            assertThat(later.queued()).isZero();
            assertThat(StoreOwner.of(settings).api())
                    .as("a later owner is no daemon")
                    .isEmpty();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsUnusable() throws IOException {
        Path file = directory.resolve("ota.db");
        Files.writeString(file, "This is no database, and long enough to be looked at. ".repeat(100));

        assertUnusable(file);
    }

    @Test
    void aDirectoryInThePlaceOfTheFileIsUnusable() throws IOException {
        assertUnusable(Files.createDirectory(directory.resolve("ota.db")));
    }

    @Test
    void aFileInThePlaceOfItsDirectoryIsUnusable() throws IOException {
        assertUnusable(Files.createFile(directory.resolve("data")).resolve("ota.db"));
    }

    @Test
    void aSchemaOfALaterReleaseIsUnusable() throws SQLException {
        Path file = directory.resolve("ota.db");
        Store.open(StoreSettings.sqlite(file)).close();
        run(
                file,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (99, '99', '', 'SQL', '', '', 0, 1)");

        assertThatThrownBy(() -> Store.open(StoreSettings.sqlite(file)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("later release");
    }

    @Test
    void aStoreOfTheFirstReleaseIsMigrated() {
        Path file = directory.resolve("ota.db");
        older(file, "1");

        try (Store store = Store.open(StoreSettings.sqlite(file))) {
            assertThatObject(store.read(view -> view.deliveries().count(1))).isEqualTo(0L);
        }
    }

    /** What is under way then is the only step of its plan, and every key is in use. */
    @Test
    void aStoreOfTheSecondReleaseKeepsItsRows() throws SQLException {
        Path file = directory.resolve("ota.db");
        older(file, "2");
        run(
                file,
                "INSERT INTO card_key VALUES (7, '', 1, 'aes', x'0102')",
                "INSERT INTO delivery VALUES (3, 5, 1, 7, 2, 0, 1000, 1, 0, 9)",
                "INSERT INTO attempt VALUES (9, 3, 7, 4, 0, 1, 11, 8, x'aa', 1, 1, 1, 0, 0, 0, 0, 5, 6, NULL, NULL, NULL,"
                        + " 1, 1, 0, NULL, NULL)");

        try (Store store = Store.open(StoreSettings.sqlite(file))) {
            DeliveryRow delivery = store.submit(
                            tx -> Objects.requireNonNull(tx.deliveryStates().find(3)))
                    .join();
            assertThat(delivery.state().progress()).isEqualTo(Progress.START);
            assertThat(delivery.state().phase()).isEqualTo(Phase.AWAITING);
            AttemptRow attempt = store.submit(
                            tx -> Objects.requireNonNull(tx.attempts().find(9)))
                    .join();
            assertThat(attempt.visit()).isEqualTo(StepVisit.FIRST);
            assertThat(attempt.packet().counter()).isEqualTo(11);
            assertThatObject(store.read(view -> view.cards().keyChain(7, "", 1)))
                    .isEqualTo(new CardQueries.KeyChain(List.of(1), false));
        }
    }

    @Test
    void outcomesOfAStoreOfTheThirdReleaseAreCounted() throws SQLException {
        Path file = directory.resolve("ota.db");
        older(file, "3");
        run(
                file,
                "INSERT INTO delivery (id, job_id, row_no, card_id, outcome) VALUES (1, 5, 1, 1, 1), (2, 5, 2, 2, 2),"
                        + " (3, 5, 3, 3, 5), (4, 5, 4, 4, 5), (5, 5, 5, 5, 0), (6, 5, 6, 6, 8)",
                "INSERT INTO delivery_result (delivery_id, detail) VALUES (3, 'no PoR asked; all segments delivered'),"
                        + " (4, 'sent once; no PoR')");

        try (Store store = Store.open(StoreSettings.sqlite(file))) {
            assertThatObject(store.read(view -> view.jobCounts().since(5))).isEqualTo(new JobCountQueries.Count(5, 2));
        }
    }

    /** A store as the release with that migration left it. */
    private static void older(Path file, String version) {
        Flyway.configure(Migrations.class.getClassLoader())
                .dataSource("jdbc:sqlite:" + file, null, null)
                .locations("classpath:" + Migrations.FOLDER)
                .table("flyway_schema_history")
                .placeholders(SqliteDatabase.DDL)
                .target(version)
                .load()
                .migrate();
    }

    @Test
    void afterAFaultOfTheDatabaseTheStoreEndsAndSaysSo() throws SQLException {
        Path file = directory.resolve("ota.db");
        try (Store store = Store.open(StoreSettings.sqlite(file))) {
            run(file, "DROP TABLE card");
            // No table is a fault of one work ...
            assertThatThrownBy(() -> store.submit(tx -> tx.cards().count()).join())
                    .hasCauseInstanceOf(StoreException.class);
            assertThat(store.ended()).isNotDone();
            // ... a database that takes no write is the end.
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN EXCLUSIVE");
                assertThatThrownBy(() -> store.submit(tx -> 0).join())
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(StoreException.class);
            }
            assertThat(store.ended()).isCompleted();
            assertThat(store.submit(tx -> 0)).isCompletedExceptionally();
        }
    }

    @Test
    void aFullDiskEndsTheStoreAndLosesNothingStored() {
        StoreSettings settings = StoreSettings.sqlite(directory.resolve("ota.db"));
        Store.open(settings).close();
        SqliteDatabase database = new SqliteDatabase(settings);
        Sql sql = database.openWriter();
        long pages = sql.number("PRAGMA page_count");
        sql.number("PRAGMA max_page_count = " + (pages + 20)); // to SQLite the same as a full disk
        List<String> stored = new ArrayList<>();
        StoreException fault;
        Mark mark = StoreMark.open(sql, database, null, true);
        try (Writer writer = new Writer(sql, database, null, mark, StoreMetrics.NONE)) {
            writer.start();
            CompletionException full = catchThrowableOfType(CompletionException.class, () -> {
                for (int i = 0; i < 100_000; i++) {
                    String iccid = "89" + i;
                    stored.add(writer.submit(tx -> tx.cards()
                                    .insert(iccid, "49", null, null, "generic".repeat(8), Instant.EPOCH)
                                    .iccid())
                            .join());
                }
            });
            fault = (StoreException) Objects.requireNonNull(full.getCause());
            assertThat(writer.ended()).isCompletedWithValue(fault);
            assertThat(writer.submit(tx -> 0)).isCompletedExceptionally();
        }

        assertThat(fault.kind()).isEqualTo(StoreException.Kind.FULL);
        assertThat(fault).hasMessageStartingWith("the disk is full: " + settings.database());
        try (Store store = Store.open(settings)) {
            assertThat(stored).isNotEmpty();
            assertThatObject(store.read(view -> view.cards().count())).isEqualTo((long) stored.size());
        }
    }

    @Test
    void theLastMigrationIsTheOneThatTheQuickCheckKnows() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources", Migrations.FOLDER))) {
            assertThat(files.mapToInt(file -> Integer.parseInt(
                                    file.getFileName().toString().replaceAll("^V|__.*", "")))
                            .max())
                    .hasValue(Integer.parseInt(Migrations.LATEST));
        }
    }

    private static void run(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void assertUnusable(Path file) {
        assertThatThrownBy(() -> Store.open(StoreSettings.sqlite(file)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNUSABLE));
    }
}
