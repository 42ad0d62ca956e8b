// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that owns a store is killed while it writes. */
class StoreKillTest {
    private static final int TOLD_BEFORE_THE_KILL = 2_000;

    @TempDir
    Path directory;

    /** Writes cards for ever and tells the number of each after its commit. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            Store store = Store.open(StoreSettings.sqlite(Path.of(arguments[0])));
            Semaphore running = new Semaphore(200);
            for (int i = 0; !store.ended().isDone(); i++) {
                int number = i;
                running.acquire();
                var unused = store.submit(
                                tx -> tx.cards().insert("89" + number, "49", null, null, "generic", Instant.EPOCH))
                        .whenComplete((card, fault) -> {
                            running.release();
                            System.out.println(fault == null ? "stored " + number : "lost");
                            System.out.flush();
                        });
            }
        }
    }

    @Test
    void whatWasToldIsThereAfterASigkillAndTheLockIsFree() throws IOException, InterruptedException {
        Path file = directory.resolve("ota.db");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long told = 0;
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                assertThat(line).isEqualTo("stored " + told);
                told++;
                if (told == 1) {
                    assertThatThrownBy(() -> Store.open(StoreSettings.sqlite(file)))
                            .isInstanceOf(StoreException.class)
                            .hasMessageContaining("pid " + child.pid());
                }
                if (told == TOLD_BEFORE_THE_KILL) {
                    assertThat(child.toHandle().destroyForcibly())
                            .isTrue(); // it leaves the pipe open, unlike the process
                }
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        assertThat(told).isGreaterThanOrEqualTo(TOLD_BEFORE_THE_KILL);
        long last = told - 1;
        try (Store store = Store.open(StoreSettings.sqlite(file))) {
            long stored = store.read(view -> view.cards().count());
            assertThat(stored).isGreaterThan(last);
            assertThatObject(store.read(view -> String.valueOf(view.cards().findByIccid("89" + last))))
                    .isNotEqualTo("null");
            long next = store.submit(tx -> tx.cards()
                            .insert("new", "49", null, null, "generic", Instant.EPOCH)
                            .id())
                    .join();
            assertThat(next).isEqualTo(stored + 1);
        }
    }
}
