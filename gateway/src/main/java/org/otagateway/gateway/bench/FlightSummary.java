// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Where the samples of a flight recording fall: by the innermost package of ours on each stack. */
final class FlightSummary {
    private static final String OURS = "org.otagateway.";
    private static final String SQLITE = "org.sqlite.";
    private static final String JAVA = "jdk.ExecutionSample";
    private static final String NATIVE = "jdk.NativeMethodSample";

    private FlightSummary() {}

    /** Percent of all samples by place, the largest first. */
    static Map<String, Double> of(Path recording) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        long all = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                String place = place(file.readEvent());
                if (place != null) {
                    counts.merge(place, 1L, Long::sum);
                    all++;
                }
            }
        }
        double total = Math.max(all, 1);
        Map<String, Double> places = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(e -> places.put(e.getKey(), 100 * e.getValue() / total));
        return places;
    }

    /** Null for what is no sample of work: a native method of the JDK, as a read of a socket, mostly waits. */
    private static @Nullable String place(RecordedEvent event) {
        String kind = event.getEventType().getName();
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null || stack.getFrames().isEmpty() || !(kind.equals(JAVA) || kind.equals(NATIVE))) {
            return null;
        }
        boolean sqlite = type(stack.getFrames().get(0)).startsWith(SQLITE);
        if (kind.equals(NATIVE) && !sqlite) {
            return null;
        }
        for (RecordedFrame frame : stack.getFrames()) {
            String type = type(frame);
            if (type.startsWith(OURS)) {
                String name = type.substring(OURS.length(), Math.max(type.lastIndexOf('.'), OURS.length()));
                boolean commit = sqlite && frame.getMethod().getName().equals("execute");
                return name + (commit ? ", commits in SQLite" : sqlite ? ", statements in SQLite" : "");
            }
        }
        return "none of ours";
    }

    private static String type(RecordedFrame frame) {
        return frame.getMethod().getType().getName();
    }
}
