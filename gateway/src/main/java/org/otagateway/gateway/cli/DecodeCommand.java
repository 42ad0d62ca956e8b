// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.otagateway.gateway.vector.Packets;
import picocli.CommandLine.Command;

/** {@code ./ota decode}: packets and keys on stdin, their fields in clear on stdout. */
@Command(
        name = "decode",
        description =
                "Opens packets: JSON objects one a line on stdin, with the field names of the vectors; results one a line.",
        mixinStandardHelpOptions = true)
final class DecodeCommand implements Callable<Integer> {
    private final Streams streams;

    DecodeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        return new JsonLines(streams).run(new Packets()::decode).code();
    }
}
