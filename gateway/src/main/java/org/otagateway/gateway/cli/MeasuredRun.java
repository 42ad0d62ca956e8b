// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The command line in a process that a benchmark watches: at its end it writes what it took into the file named first. */
public final class MeasuredRun {
    private static final double NANOS = 1e9;

    private MeasuredRun() {}

    public static void main(String[] args) throws IOException {
        AtomicLong live = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (told, handback) -> live.accumulateAndGet(afterCollection(told.getUserData()), Math::max),
                        null,
                        null);
            }
        }
        int code = new Ota(Streams.ofProcess()).run(Arrays.copyOfRange(args, 1, args.length));
        ObjectNode result = JsonLines.MAPPER.createObjectNode();
        result.put("cpu_seconds", cpuSeconds());
        result.put(
                "heap_peak",
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum());
        result.put("heap_live", live.get());
        Files.writeString(Path.of(args[0]), result.toString());
        StopSignal.exit(code);
    }

    /** Of all threads of this process since its start. */
    static double cpuSeconds() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return system.getProcessCpuTime() / NANOS;
    }

    private static long afterCollection(Object told) {
        Map<String, MemoryUsage> pools = GarbageCollectionNotificationInfo.from((CompositeData) told)
                .getGcInfo()
                .getMemoryUsageAfterGc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pools.getOrDefault(pool.getName(), new MemoryUsage(0, 0, 0, 0))
                        .getUsed())
                .sum();
    }
}
