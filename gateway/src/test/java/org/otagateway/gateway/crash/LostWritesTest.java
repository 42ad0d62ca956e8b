// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness itself: it loses what was not synced, and only that. */
final class LostWritesTest {
    @TempDir
    Path folder;

    @Test
    void aCommitThatWasSyncedOutlivesTheKill() throws Exception {
        int committed = killAfterCommits("FULL");
        LostWrites.lose(folder, 0, new Random(1));
        assertThat(rows()).isBetween(committed, committed + 1_000_000);
    }

    @Test
    void anySubsetOfUnsyncedWritesLeavesSyncedCommitsWhole() throws Exception {
        int committed = killAfterCommits("FULL");
        LostWrites.lose(folder, 0.5, new Random(2));
        assertThat(rows()).isGreaterThanOrEqualTo(committed);
    }

    @Test
    void aCommitThatWasNotSyncedIsLost() throws Exception {
        int committed = killAfterCommits("OFF");
        assertThat(LostWrites.lose(folder, 0, new Random(1))).isPositive();
        assertThat(rows()).isLessThan(committed);
    }

    private int killAfterCommits(String synchronous) throws IOException, InterruptedException {
        Path library = LostWrites.library(folder);
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.resolve("t.db").toString(),
                synchronous);
        child.environment().put("LD_PRELOAD", library.toString());
        child.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = child.start();
        int committed = 0;
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                committed = Integer.parseInt(line);
                if (committed == 200) {
                    process.destroyForcibly().waitFor();
                    break;
                }
            }
        }
        assertThat(committed).isEqualTo(200);
        return committed;
    }

    private int rows() throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery("SELECT count(*) FROM sqlite_master WHERE name = 't'")) {
            r.next();
            if (r.getInt(1) == 0) {
                return 0;
            }
            try (ResultSet n = s.executeQuery("SELECT count(*) FROM t")) {
                n.next();
                return n.getInt(1);
            }
        }
    }

    /** The process that is killed: commits row after row and says so. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws SQLException {
            try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + args[0]);
                    Statement s = c.createStatement()) {
                s.execute("PRAGMA journal_mode = WAL");
                s.execute("PRAGMA synchronous = " + args[1]);
                s.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, filler TEXT)");
                for (int n = 1; ; n++) {
                    s.execute("INSERT INTO t VALUES (" + n + ", 'x')");
                    System.out.println(n);
                    System.out.flush();
                }
            }
        }
    }
}
