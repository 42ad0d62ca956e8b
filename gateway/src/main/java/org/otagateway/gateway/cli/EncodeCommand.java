// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.otagateway.gateway.vector.Packets;
import picocli.CommandLine.Command;

/** {@code ./ota encode}: objects of fields on stdin, packets on stdout. */
@Command(
        name = "encode",
        description =
                "Makes packets of fields: JSON objects one a line on stdin, with the field names of the vectors; results one a line.",
        mixinStandardHelpOptions = true)
final class EncodeCommand implements Callable<Integer> {
    private final Streams streams;

    EncodeCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        return new JsonLines(streams).run(new Packets()::encode).code();
    }
}
