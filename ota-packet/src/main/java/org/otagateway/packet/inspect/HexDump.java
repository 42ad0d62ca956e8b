// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.HexFormat;
import org.otagateway.packet.bytes.Octets;

/** The octets of an inspection as a dump, 16 a line; in colours that tell the fields apart. */
public final class HexDump {
    private static final int A_LINE = 16;
    private static final String[] COLOURS = {
        "\u001b[36m", "\u001b[33m", "\u001b[32m", "\u001b[35m", "\u001b[34m", "\u001b[31m"
    };
    private static final String RESET = "\u001b[0m";

    private final boolean colours;

    /** @param colours whether a terminal shows it */
    public HexDump(boolean colours) {
        this.colours = colours;
    }

    /** The dump, with a line feed behind each line. */
    public String render(Inspection inspection) {
        Octets octets = inspection.root().octets();
        byte[] colour = new byte[octets.length()];
        if (colours) {
            paint(inspection.root(), colour, new int[1]);
        }
        StringBuilder out = new StringBuilder(80 + octets.length() * 5);
        for (int at = 0; at < octets.length(); at += A_LINE) {
            line(octets, at, colour, out);
        }
        return out.toString();
    }

    /** Each field without fields of octets inside it takes the next colour. */
    private static void paint(Field field, byte[] colour, int[] next) {
        boolean leaf = field.children().stream().allMatch(child -> !child.bits().isEmpty());
        if (leaf) {
            int number = next[0]++ % COLOURS.length;
            int to = Math.min(colour.length, field.offset() + field.octets().length());
            for (int i = field.offset(); i < to; i++) {
                colour[i] = (byte) number;
            }
        } else {
            field.children().forEach(child -> paint(child, colour, next));
        }
    }

    private void line(Octets octets, int from, byte[] colour, StringBuilder out) {
        int to = Math.min(octets.length(), from + A_LINE);
        out.append(HexFormat.of().toHexDigits(from));
        for (int i = from; i < from + A_LINE; i++) {
            out.append(i == from + A_LINE / 2 ? "  " : " ");
            out.append(i < to ? painted(octets.slice(i, i + 1).toHex(), colour[i]) : "  ");
        }
        out.append("  |");
        for (int i = from; i < to; i++) {
            int octet = octets.get(i);
            out.append(painted(octet >= 0x20 && octet < 0x7F ? String.valueOf((char) octet) : ".", colour[i]));
        }
        out.append("|\n");
    }

    private String painted(String text, byte colour) {
        return colours ? COLOURS[colour] + text + RESET : text;
    }
}
