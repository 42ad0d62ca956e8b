// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process has used up. On a machine with other work it tells more than the clock.
 *
 * @param cpuNanos CPU time of all threads, those of the JVM included
 * @param reads system calls that read, of whatever; 0 where the system does not tell
 * @param writes system calls that write, of whatever; 0 where the system does not tell
 */
public record ProcessCost(long cpuNanos, long reads, long writes) {
    private static final Path IO = Path.of("/proc/self/io");

    /** Up to now. */
    public static ProcessCost now() {
        long cpu = ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean.getProcessCpuTime()
                : 0;
        return new ProcessCost(cpu, io("syscr: "), io("syscw: "));
    }

    private static long io(String key) {
        try {
            for (String line : Files.readAllLines(IO)) {
                if (line.startsWith(key)) {
                    return Long.parseLong(line.substring(key.length()));
                }
            }
        } catch (IOException e) {
            // No Linux: not told.
        }
        return 0;
    }

    /** What was used up since then. */
    public ProcessCost since(ProcessCost before) {
        return new ProcessCost(cpuNanos - before.cpuNanos, reads - before.reads, writes - before.writes);
    }
}
