// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.capture.CaptureReader;
import org.otagateway.gateway.input.InputFile;
import org.otagateway.gateway.inspect.InputText;
import org.otagateway.packet.bytes.Octets;

/** The words of the command line as messages: hexadecimal, a file, stdin. */
final class InspectInput {
    /** More is no packet, and a capture of that size is not read whole. */
    static final int MOST_OCTETS = 64 << 20;

    private static final String EXPECTED = "expected octets in hexadecimal or base64, or the name of a file";

    private static final int MAGIC = 4;
    private static final int BUFFER = 1 << 16;

    private final InputStream stdin;

    InspectInput(Streams streams) {
        this.stdin = new BufferedInputStream(streams.in(), BUFFER);
    }

    /** The capture file that is the whole input, to be closed; none where the input is something else. */
    Optional<InputStream> capture(List<String> inputs) throws IOException {
        if (inputs.size() > 1) {
            return Optional.empty();
        }
        if (inputs.isEmpty() || inputs.get(0).equals("-")) {
            stdin.mark(MAGIC);
            byte[] magic = stdin.readNBytes(MAGIC);
            stdin.reset();
            return CaptureReader.begins(magic) ? Optional.of(stdin) : Optional.empty();
        }
        Optional<Path> file = InputText.hex(inputs.get(0)).isPresent() ? Optional.empty() : file(inputs.get(0));
        if (file.isEmpty() || !Files.isRegularFile(file.get())) {
            return Optional.empty();
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(file.get()), BUFFER);
        in.mark(MAGIC);
        byte[] magic = in.readNBytes(MAGIC);
        in.reset();
        if (CaptureReader.begins(magic)) {
            return Optional.of(in);
        }
        in.close();
        return Optional.empty();
    }

    /** The messages in their order, at least one. */
    List<Octets> messages(List<String> inputs) throws IOException {
        if (inputs.isEmpty()) {
            return read(stdin, "stdin");
        }
        Optional<Octets> pasted = pasted(inputs);
        if (pasted.isPresent()) {
            return List.of(pasted.get());
        }
        List<Octets> messages = new ArrayList<>();
        for (String input : inputs) {
            messages.addAll(one(input));
        }
        return messages;
    }

    /** Octets that a shell cut into words: each word is too short to be a message. */
    private static Optional<Octets> pasted(List<String> inputs) {
        boolean words =
                inputs.size() > 1 && inputs.stream().allMatch(word -> word.matches("(0x)?[0-9a-fA-F]{1,4}[,:]?"));
        return words ? InputText.hex(String.join(" ", inputs)) : Optional.empty();
    }

    private List<Octets> one(String input) throws IOException {
        if (input.equals("-")) {
            return read(stdin, "stdin");
        }
        Optional<Octets> hex = InputText.hex(input);
        if (hex.isPresent()) {
            return List.of(hex.get());
        }
        Optional<Path> file = file(input);
        if (file.isPresent()) {
            try (InputStream in = Files.newInputStream(file.get())) {
                return read(in, input);
            } catch (IOException e) {
                throw InputFile.unreadable(file.get(), e);
            }
        }
        List<Octets> found = InputText.messages(input);
        if (found.isEmpty()) {
            throw UserError.in("input", 0, null, input, EXPECTED.substring("expected ".length()));
        }
        return found;
    }

    private static Optional<Path> file(String input) {
        try {
            Path path = Path.of(input);
            return Files.exists(path) ? Optional.of(path) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<Octets> read(InputStream in, String name) throws IOException {
        byte[] octets = in.readNBytes(MOST_OCTETS + 1);
        if (octets.length > MOST_OCTETS) {
            throw UserError.in(name, 0, null, null, "at most " + MOST_OCTETS + " octets");
        }
        List<Octets> found = isText(octets)
                ? InputText.messages(new String(octets, StandardCharsets.UTF_8))
                : List.of(Octets.copyOf(octets));
        if (found.isEmpty()) {
            throw UserError.in(name, 0, null, null, EXPECTED.substring("expected ".length()));
        }
        return found;
    }

    private static boolean isText(byte[] octets) {
        for (byte octet : octets) {
            if (octet >= 0 && octet < 0x20 && octet != '\n' && octet != '\r' && octet != '\t') {
                return false;
            }
        }
        return true;
    }

    /** All inputs one after another, as lines. */
    InputStream stream(List<String> inputs) throws IOException {
        InputStream all = InputStream.nullInputStream();
        if (inputs.isEmpty()) {
            return stdin;
        }
        for (String input : inputs) {
            Optional<Path> file = file(input);
            InputStream next = input.equals("-")
                    ? stdin
                    : file.isPresent()
                            ? Files.newInputStream(file.get())
                            : new ByteArrayInputStream((input + "\n").getBytes(StandardCharsets.UTF_8));
            all = new SequenceInputStream(all, next);
        }
        return all;
    }
}
