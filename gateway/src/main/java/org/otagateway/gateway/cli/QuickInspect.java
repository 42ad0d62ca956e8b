// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.inspect.Kind;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.Spi;

/**
 * Reads the command line of {@code ./ota inspect} without picocli, whose classes are too old for class-data sharing and
 * take longer than an inspection. It knows the options that packets are pasted with, written in full; with anything else,
 * a wrong value too, picocli reads the line instead, and tells.
 */
final class QuickInspect {
    private QuickInspect() {}

    /** The command with its options set; none where picocli has to read the line. */
    static Optional<InspectCommand> of(Streams streams, String... args) {
        if (args.length < 2 || !args[0].equals("inspect")) {
            return Optional.empty();
        }
        InspectCommand command = new InspectCommand(streams);
        List<String> inputs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        try {
            for (int i = 1; i < args.length; i++) {
                String word = args[i];
                if (word.equals("-") || (!word.startsWith("-") && !word.startsWith("@"))) {
                    inputs.add(word);
                } else if (!seen.add(word)) {
                    return Optional.empty();
                } else if (!flag(command, word)) {
                    if (i + 1 == args.length || !option(command, word, args[++i])) {
                        return Optional.empty();
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        command.inputs = List.copyOf(inputs);
        return Optional.of(command);
    }

    private static boolean flag(InspectCommand command, String name) {
        switch (name) {
            case "--json" -> command.json = true;
            case "--jsonl" -> command.jsonl = true;
            case "--hex-dump" -> command.hexDump = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException where the value is none of the option */
    private static boolean option(InspectCommand command, String name, String value) {
        switch (name) {
            case "--as" ->
                command.as = Kind.ofLabel(value)
                        .filter(kind -> kind != Kind.UNKNOWN)
                        .orElseThrow(() -> new IllegalArgumentException("no kind"));
            case "--kic" -> command.options.kic = SecretOctets.hex(value);
            case "--kid" -> command.options.kid = SecretOctets.hex(value);
            case "--alg" ->
                command.options.algorithm =
                        KeyType.ofLabel(value).orElseThrow(() -> new IllegalArgumentException("no algorithm"));
            case "--key-version" -> command.options.keyVersion = Integer.parseInt(value);
            case "--spi" -> command.options.spi = Spi.hex(value);
            default -> {
                return false;
            }
        }
        return true;
    }
}
