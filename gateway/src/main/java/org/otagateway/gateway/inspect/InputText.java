// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.inspect.Inspector;

/**
 * Octets as people have them at hand: hexadecimal with blanks, colons, 0x and line breaks, a dump with offsets, base64, or
 * a line of a log with hexadecimal in it.
 */
public final class InputText {
    /** A line of xxd, hexdump -C, Wireshark or od: an offset, octets, perhaps the characters. One way to read it alone. */
    private static final Pattern DUMP_LINE = Pattern.compile("\\s*[0-9a-fA-F]{4,8}:?\\s{1,3}"
            + "((?:[0-9a-fA-F]{2}){1,16}+(?: {1,2}(?:[0-9a-fA-F]{2}){1,16}+){0,16} ?)(?:\\s{2,}.*|\\s*\\|.*)?");

    private static final Pattern SEPARATORS = Pattern.compile("0[xX]|\\\\x|[\\s:;,.\\-_{}\\[\\]()\"']");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{8,}={0,2}");
    /** Fewer octets inside a text are a word or a number. */
    private static final int LEAST_RUN = 8;

    private InputText() {}

    /**
     * The messages that a text holds, in their order; none where it holds no octets.
     *
     * <p>A blank line parts messages. Lines that each are a whole message are taken one by one, else they are one message
     * that was broken into lines.
     */
    public static List<Octets> messages(String text) {
        List<Octets> messages = new ArrayList<>();
        for (String block : text.split("\\R\\s*\\R", -1)) {
            if (!block.isBlank()) {
                messages.addAll(block(block));
            }
        }
        return messages;
    }

    private static List<Octets> block(String block) {
        List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
        Optional<Octets> dump = dump(lines);
        if (dump.isPresent()) {
            return List.of(dump.get());
        }
        if (lines.size() > 1) {
            List<Octets> each = new ArrayList<>();
            for (String line : lines) {
                hexOrBase64(line)
                        .filter(octets -> !Inspector.kinds(octets).isEmpty())
                        .ifPresent(each::add);
            }
            if (each.size() == lines.size()) {
                return each;
            }
        }
        Optional<Octets> whole = hexOrBase64(block);
        if (whole.isPresent()) {
            return List.of(whole.get());
        }
        List<Octets> runs = new ArrayList<>();
        for (String line : lines) {
            runs.addAll(line(line));
        }
        return runs;
    }

    /** What one line holds: octets alone, or those inside a text. */
    public static List<Octets> line(String line) {
        Optional<Octets> whole = hexOrBase64(line);
        if (whole.isPresent()) {
            return List.of(whole.get());
        }
        List<Octets> runs = runs(line);
        // a message id or a time can look like octets: beside octets of a known form it is none
        List<Octets> known = runs.stream()
                .filter(octets -> !Inspector.kinds(octets).isEmpty())
                .toList();
        return known.isEmpty() ? runs : known;
    }

    /**
     * Runs of octets that stand alone, perhaps with one blank or colon between them. No pattern: Java's take a stack frame
     * for each octet.
     */
    private static List<Octets> runs(String line) {
        List<Octets> runs = new ArrayList<>();
        int from = 0;
        while (from < line.length()) {
            int at = from;
            int end = -1;
            for (int pairs = 1; isDigit(line, at) && isDigit(line, at + 1); pairs++) {
                at += 2;
                if (pairs >= LEAST_RUN && !isWord(line, at)) {
                    end = at;
                }
                at += at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == ':') ? 1 : 0;
            }
            if (end >= 0) {
                hex(line.substring(from, end)).ifPresent(runs::add);
                from = end;
            }
            while (isWord(line, from)) {
                from++;
            }
            from++;
        }
        return runs;
    }

    private static boolean isDigit(String line, int at) {
        return at < line.length() && HexFormat.isHexDigit(line.charAt(at));
    }

    private static boolean isWord(String line, int at) {
        if (at >= line.length()) {
            return false;
        }
        char c = line.charAt(at);
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static Optional<Octets> hexOrBase64(String text) {
        Optional<Octets> hex = hex(text);
        return hex.isPresent() ? hex : base64(text);
    }

    /** Hexadecimal digits with anything usual between them. */
    public static Optional<Octets> hex(String text) {
        String digits = SEPARATORS.matcher(text).replaceAll("");
        if (digits.isEmpty() || digits.length() % 2 != 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Octets.hex(digits.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Octets> base64(String text) {
        String packed = text.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        if (!BASE64.matcher(packed).matches() || packed.length() % 4 == 1) {
            return Optional.empty();
        }
        try {
            Octets octets = Octets.copyOf(Base64.getDecoder().decode(packed));
            // a word of letters is base64 as well: only what makes sense is taken
            return Inspector.kinds(octets).isEmpty() && !packed.endsWith("=") ? Optional.empty() : Optional.of(octets);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Octets> dump(List<String> lines) {
        StringBuilder digits = new StringBuilder();
        int expected = -1;
        for (String line : lines) {
            Matcher matcher = DUMP_LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int offset = (int) Long.parseLong(line.strip().split("[:\\s]", 2)[0], 16);
            if (offset != (expected < 0 ? 0 : expected)) {
                return Optional.empty();
            }
            String octets = matcher.group(1).replaceAll("\\s", "");
            digits.append(octets);
            expected = offset + octets.length() / 2;
        }
        return lines.isEmpty() ? Optional.empty() : hex(digits.toString());
    }
}
