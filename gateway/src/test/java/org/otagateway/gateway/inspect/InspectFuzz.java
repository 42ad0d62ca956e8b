// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The ways into the inspector for Jazzer, one class for each, since Jazzer calls a static method of a class. Started by
 * {@code .ci/fuzz}; its first octet chooses the kind where one is told.
 */
public final class InspectFuzz {
    private static final int INPUTS = 200;

    private InspectFuzz() {}

    /** Writes the inputs that Jazzer starts from: one folder for each way in. */
    public static void main(String[] folders) throws IOException {
        for (EntryPoint target : EntryPoint.values()) {
            Path folder =
                    Files.createDirectories(Path.of(folders[0], target.name().toLowerCase(Locale.ROOT)));
            for (int i = 0; i < INPUTS; i++) {
                byte[] octets = ChangedOctets.of(target, new SplittableRandom(i));
                byte[] input = new byte[octets.length + 1];
                input[0] = (byte) i;
                System.arraycopy(octets, 0, input, 1, octets.length);
                Files.write(folder.resolve("seed-" + i), input);
            }
        }
    }

    private static void enter(EntryPoint target, byte[] input) throws IOException {
        if (input.length > 0) {
            target.enter(Arrays.copyOfRange(input, 1, input.length), input[0]);
        }
    }

    /** {@link EntryPoint#RECOGNISED}. */
    public static final class Recognised {
        private Recognised() {}

        public static void fuzzerTestOneInput(byte[] input) throws IOException {
            enter(EntryPoint.RECOGNISED, input);
        }
    }

    /** {@link EntryPoint#FORCED}. */
    public static final class Forced {
        private Forced() {}

        public static void fuzzerTestOneInput(byte[] input) throws IOException {
            enter(EntryPoint.FORCED, input);
        }
    }

    /** {@link EntryPoint#JOINED}. */
    public static final class Joined {
        private Joined() {}

        public static void fuzzerTestOneInput(byte[] input) throws IOException {
            enter(EntryPoint.JOINED, input);
        }
    }

    /** {@link EntryPoint#TEXT}. */
    public static final class Text {
        private Text() {}

        public static void fuzzerTestOneInput(byte[] input) throws IOException {
            enter(EntryPoint.TEXT, input);
        }
    }

    /** {@link EntryPoint#SMPP_STREAM}. */
    public static final class SmppStream {
        private SmppStream() {}

        public static void fuzzerTestOneInput(byte[] input) throws IOException {
            enter(EntryPoint.SMPP_STREAM, input);
        }
    }

    /** {@link EntryPoint#CAPTURE}. */
    public static final class Capture {
        private Capture() {}

        public static void fuzzerTestOneInput(byte[] input) throws IOException {
            enter(EntryPoint.CAPTURE, input);
        }
    }
}
